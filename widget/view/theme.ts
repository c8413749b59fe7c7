/** Light or dark as the site says, else as the visitor's device does, also when that changes. */
export function followTheme(place: HTMLElement, theme: 'auto' | 'light' | 'dark'): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const show = () => place.classList.toggle('dark', theme === 'dark' || (theme === 'auto' && dark.matches));
  dark.addEventListener('change', show);
  show();
}
