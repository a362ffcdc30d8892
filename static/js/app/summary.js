// After a mistake, start at the summary. Its links lead to the fields.
document.querySelector('.problem')?.focus();
