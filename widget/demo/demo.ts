/** The buttons of the page that open the chat: setting the attribute is all that a site has to do. */
for (const button of document.querySelectorAll('[data-opens-chat]'))
  button.addEventListener('click', () => document.querySelector('admissions-chat')?.setAttribute('open', ''));
