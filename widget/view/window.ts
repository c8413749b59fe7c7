/** A phone, or a page that is zoomed in very far: the chat takes all of the window. */
const small = matchMedia('(max-width: 480px), (max-height: 420px)');

/** Opens and closes the panel: beside the page where there is room, over it where there is none. */
export class ChatWindow {
  #isOpen = false;

  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly place: HTMLElement,
  ) {
    small.addEventListener('change', () => this.#isOpen && this.#refit());
    visualViewport?.addEventListener('resize', () => this.#fit());
    visualViewport?.addEventListener('scroll', () => this.#fit());
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(): void {
    this.#isOpen = true;
    this.place.classList.add('open');
    // Beside the page it is no modal dialog; the attribute opens it without taking the focus.
    if (small.matches) this.dialog.showModal();
    else this.dialog.open = true;
    this.#fit();
  }

  close(): void {
    this.#isOpen = false;
    this.place.classList.remove('open');
    this.dialog.close();
  }

  /** The window has changed its size class; whoever was typing goes on typing. */
  #refit(): void {
    const root = this.dialog.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : null;
    this.close();
    this.open();
    if (focused instanceof HTMLElement) focused.focus();
  }

  /** The keyboard of a phone takes a part of the window away; the panel keeps to what is left. */
  #fit(): void {
    if (!visualViewport) return;
    const { height, offsetTop, scale } = visualViewport;
    // Whoever has pinched to zoom in wants to see a part of the panel, not all of it made small.
    const isPinched = scale > 1.01;
    this.dialog.style.setProperty('--height', isPinched ? '100%' : `${height}px`);
    this.dialog.style.setProperty('--top', isPinched ? '0px' : `${offsetTop}px`);
  }
}
