// What a form's fields hold, beside what they held once.
const held = (fields, name) => fields.getAll(name).join('\n');
const isHidden = (form, name) => (form.elements[name] ?? { type: 'hidden' }).type === 'hidden';

// Whether the form is still as it was when `came` was in it, or says less of the same than `words`.
const goesOn = (form, came, words) => {
  const now = new FormData(form);
  const names = [...words.keys(), ...now.keys()].filter((name) => !isHidden(form, name));
  return names.every((name) => held(now, name) === held(came, name) || held(words, name).startsWith(held(now, name)));
};

const fill = (form, words) => {
  for (const field of form.elements) {
    if (!field.name || field.type === 'hidden' || field.type === 'submit') continue;
    const values = words.getAll(field.name);
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.includes(field.value);
    else if (values.length > 0) [field.value] = values;
  }
};
