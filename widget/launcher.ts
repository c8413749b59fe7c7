import { languageOf } from './language';
import css from './styles/launcher.css';
import { icon } from './view/icon';

/** What the loader says, in the languages of the labels. */
export const launcherWords = {
  en: { ask: 'Ask a question', region: 'Admissions chat', failed: 'Could not load. Try again' },
  nl: { ask: 'Stel een vraag', region: 'Chat over toelating', failed: 'Laden mislukt. Probeer opnieuw' },
};

/** Puts the button that opens the chat into the element; the chat takes it over when it has come. Gives the button. */
export function addLauncher(host: HTMLElement): HTMLButtonElement {
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const language = languageOf(host);
  const { ask, region: name } = launcherWords[language];
  // A landmark of its own, so that a screen reader finds it; it holds the panel too.
  const region = document.createElement('section');
  region.className = 'admissions';
  region.lang = language;
  region.dir = 'ltr';
  region.ariaLabel = name;
  const launcher = document.createElement('button');
  launcher.type = 'button';
  launcher.className = 'launcher';
  launcher.part.add('launcher');
  launcher.ariaExpanded = 'false';
  const label = document.createElement('span');
  label.textContent = host.getAttribute('label') ?? ask;
  launcher.append(icon('chat'), label);
  region.append(launcher);
  root.append(region);
  return launcher;
}
