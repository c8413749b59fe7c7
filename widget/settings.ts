import { labelsFor, type Labels } from './labels';
import { languageOf } from './language';

/** What a site has set by the attributes of the element. */
export interface Settings {
  readonly endpoint: string;
  readonly title: string;
  readonly subtitle: string;
  readonly language: string;
  readonly labels: Labels;
  readonly privacyUrl: string | undefined;
  readonly theme: 'auto' | 'light' | 'dark';
}

export function readSettings(host: HTMLElement, title: string | undefined): Settings {
  const language = languageOf(host);
  const labels = labelsFor(language);
  const theme = host.getAttribute('theme');
  return {
    endpoint: host.getAttribute('endpoint') ?? location.origin,
    title: title ?? labels.title,
    subtitle: host.getAttribute('subtitle') ?? labels.subtitle,
    language,
    labels,
    privacyUrl: webAddress(host.getAttribute('privacy-url')),
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
  };
}

/** Only what a browser opens as a page: never a script. */
function webAddress(value: string | null): string | undefined {
  if (value === null) return undefined;
  const url = URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
