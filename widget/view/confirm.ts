import { button, h } from './h';

/** Asks before something that cannot be undone; gives whether it was confirmed. */
export function confirmIn(place: HTMLElement, text: string, yes: string, no: string): Promise<boolean> {
  return new Promise((resolve) => {
    const words = h('p', { id: 'confirm-text' }, text);
    const keep = button('secondary', () => dialog.close(), no);
    const go = button('danger', () => dialog.close('yes'), yes);
    const attributes = { class: 'confirm', role: 'alertdialog', 'aria-labelledby': 'confirm-text' };
    const dialog = h('dialog', attributes, words, h('div', { class: 'buttons' }, keep, go));
    // Escape answers this question; it must not close the chat as well.
    dialog.addEventListener('keydown', (event) => event.stopPropagation());
    dialog.addEventListener('cancel', (event) => event.stopPropagation());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    place.append(dialog);
    dialog.showModal();
  });
}
