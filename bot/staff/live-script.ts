/**
 * What is new in an open talk appears by itself; without it a link does the same. Nothing of the form is touched, so nothing
 * that is being written is lost. It is kept as text, since it runs in the browser and is too short for a build of its own.
 */
export const liveScript = `(() => {
  'use strict';
  const every = 4000;
  const link = document.querySelector('.more');
  if (!document.getElementById('talk') || !link) return;
  link.hidden = true;
  const look = async () => {
    const talk = document.getElementById('talk');
    try {
      const response = await fetch(talk.dataset.from, { redirect: 'error' });
      if (!response.ok) throw new Error(String(response.status));
      const next = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('talk');
      if (!next) throw new Error('no talk');
      link.hidden = next.dataset.status === talk.dataset.status;
      take(talk, next);
    } catch {
      // Signed out, erased, or nobody there: the link leads on.
      link.hidden = false;
    }
    setTimeout(look, every);
  };
  // Only what differs is put in, so that no more than that is read out.
  const take = (talk, next) => {
    Object.assign(talk.dataset, { count: next.dataset.count });
    const there = talk.querySelector('ol');
    const items = [...next.querySelectorAll('li')];
    if (items.length === 0) return;
    if (!there) { talk.replaceChildren(...next.childNodes); return; }
    for (const item of items) {
      const before = document.getElementById(item.id);
      if (!before) there.append(item);
      else if (before.innerHTML !== item.innerHTML) before.innerHTML = item.innerHTML;
    }
  };
  setTimeout(look, every);
})();
`;
