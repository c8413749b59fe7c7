/** The language of the labels: that of the element, else of the page. */
export function languageOf(host: HTMLElement): 'en' | 'nl' {
  return /^nl\b/i.test(host.lang || document.documentElement.lang) ? 'nl' : 'en';
}
