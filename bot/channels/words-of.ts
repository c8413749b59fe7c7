import type { Activity, Mention } from 'botbuilder';

/** What stands behind so many characters is not read; what is quoted in a long e-mail may be longer than a question. */
const longestRead = 50_000;

/** The text that somebody wrote, without what the channel puts into it: mentions of the bot, markup, commands, quotes. */
export function wordsOf(activity: Activity): string {
  const { text, channelId } = activity;
  const unmentioned = mentionsIn(activity).reduce((rest, name) => rest.split(name).join(' '), text.slice(0, longestRead));
  const plain = (Object.hasOwn(writing, channelId) ? (writing[channelId]?.(unmentioned) ?? unmentioned) : unmentioned).trim();
  return command.test(plain) ? plain.replace(command, (_, name: string) => `${greetings.get(name) ?? name} `).trim() : plain;
}

/** How the bot is called in the text; the names of others stay in it. */
function mentionsIn({ entities = [], recipient }: Activity): readonly string[] {
  return (entities as readonly Partial<Mention>[]).flatMap(({ type, mentioned, text }) =>
    type === 'mention' && mentioned?.id === recipient.id && typeof text === 'string' && text !== '' ? [text] : [],
  );
}

/** "/help@thebot" is a word with the signs of a command around it; Telegram begins every chat with "/start". */
const command = /^\/(\w+)(?:@\S+)?\s*/;
const greetings: ReadonlyMap<string, string> = new Map([['start', 'hello']]);

/** What each channel makes of the letters that were typed. */
const writing: Readonly<Record<string, (text: string) => string>> = {
  /** Signs as in HTML, and tags around the names of people who are mentioned. */
  msteams: (text) => unescaped(text.replace(/<\/?at(?:\s[^<>]*)?>/g, '')),
  /** Signs as in HTML, mentions by number, links with their label. */
  slack: (text) => unescaped(text.replace(/<@\w+(?:\|[^<>]*)?>/g, ' ').replace(/<[^<|>]*\|([^<>]*)>/g, '$1')),
  /** What is answered to is quoted below. */
  email: (text) => {
    const begins = text.search(/^(On .{5,200} wrote:|-+ ?Original Message ?-+|_{10,}|From: .+)$/m);
    const own = begins > 0 ? text.slice(0, begins) : text;
    return own.replace(/^>.*$/gm, '');
  },
};

const signs: Readonly<Record<string, string>> = { nbsp: ' ', lt: '<', gt: '>', amp: '&', quot: '"' };

function unescaped(text: string): string {
  return text.replace(/&(nbsp|lt|gt|amp|quot);/g, (_, sign: string) => signs[sign] ?? '');
}
