// The browser knows where it is: it fills that in where nothing was chosen yet, and asks where the time is another one.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const time = (at, zone) => at.toLocaleString('en', { timeZone: zone });

// The same zone may have another name, and a neighbour the same time, in summer as in winter.
const differs = (zone) => {
  const half = new Date(Date.now() + 15768e6);
  try {
    return [new Date(), half].some((at) => time(at, zone) !== time(at, timeZone));
  } catch {
    return false;
  }
};

const field = timeZone && document.querySelector('[data-zone]');
if (field) {
  const known = [...(field.options ?? [])].some(({ value }) => value === timeZone);
  if (field.options && !known) field.add(new Option(timeZone.replaceAll('_', ' '), timeZone));
  field.value = timeZone;
}

const offer = timeZone && document.querySelector('[data-elsewhere]');
if (offer && offer.dataset.left !== timeZone && differs(offer.dataset.elsewhere)) {
  offer.querySelector('span').textContent = timeZone.split('/').pop().replaceAll('_', ' ');
  offer.elements.zone.value = timeZone;
  offer.hidden = false;
}
