/** What a channel can show, and how it behaves. Adding a channel is one entry. */
export interface ChannelTraits {
  /** Characters of one message; a longer reply comes as several. */
  readonly longestText: number;
  /** Buttons under a message, where one person talks with the bot; none where choices are a numbered list in it. */
  readonly mostButtons: number;
  readonly longestLabel: number;
  /**
   * Adaptive Cards (of version 1.2): none; beside the text; or in its place, where text and card would come as two
   * messages that say the same.
   */
  readonly cards: 'none' | 'beside-text' | 'for-text';
  /** Citations as schema.org entity only, or in the text as well. */
  readonly citations: 'entity' | 'text';
  /** How a text is written: as it is; with Slack's own signs set aside; or with the ends of lines marked, which Teams else loses. */
  readonly markup: 'none' | 'mrkdwn' | 'xml';
  /** One character outside GSM-7 more than doubles what an SMS costs. */
  readonly alphabet: 'unicode' | 'gsm-7';
  /** Whether it shows that the bot is at work. */
  readonly typing: boolean;
  /** Words such as STOP are for the carrier, which answers them itself. */
  readonly carrierWords: boolean;
  /** Whether the channel says when a user joins. Where it does not, the first reply carries the welcome. */
  readonly announcesJoin: boolean;
}

/** Works everywhere: plain text, a numbered list, short messages. */
const plain: ChannelTraits = {
  longestText: 2000,
  mostButtons: 0,
  longestLabel: 0,
  cards: 'none',
  citations: 'text',
  markup: 'none',
  alphabet: 'unicode',
  typing: false,
  carrierWords: false,
  announcesJoin: false,
};

const web: ChannelTraits = {
  ...plain,
  longestText: Infinity,
  mostButtons: 20,
  longestLabel: 80,
  cards: 'beside-text',
  typing: true,
  announcesJoin: true,
};

const sms: ChannelTraits = { ...plain, longestText: 1600, alphabet: 'gsm-7', carrierWords: true };

/** Over Azure Bot Service choices are typed: it maps no suggested actions to WhatsApp's own buttons. */
const whatsapp: ChannelTraits = { ...plain, longestText: 4096 };

const channels: Readonly<Record<string, ChannelTraits>> = {
  /** The limits of Teams: 100 KB a message, three suggested actions, in personal chats only. */
  msteams: {
    ...web,
    longestText: 20_000,
    mostButtons: 3,
    longestLabel: 40,
    cards: 'for-text',
    citations: 'entity',
    markup: 'xml',
  },
  webchat: web,
  directline: web,
  emulator: { ...web, cards: 'none' },
  sms,
  'twilio-sms': sms,
  whatsapp,
  'twilio-whatsapp': whatsapp,
  'infobip-whatsapp': whatsapp,
  /** A button sends its label back, in at most 64 bytes. */
  telegram: {
    ...plain,
    longestText: 4096,
    mostButtons: 10,
    longestLabel: 40,
    typing: true,
  },
  facebook: {
    ...plain,
    mostButtons: 13,
    longestLabel: 20,
    typing: true,
  },
  slack: { ...plain, longestText: 3000, markup: 'mrkdwn' },
  line: { ...plain, longestText: 5000, mostButtons: 13, longestLabel: 20 },
  email: { ...plain, longestText: Infinity },
};

/** For the commands that talk on the screen. */
export const terminal: ChannelTraits = { ...plain, longestText: Infinity, announcesJoin: true };

/** The ids that are declared. */
export const channelIds: readonly string[] = Object.keys(channels);

/** The words by which somebody leaves a number or comes back to it; "yes" and "help" are for the bot as well. */
export function isCarrierWord(text: string): boolean {
  return /^(stop|stopall|stop all|unsubscribe|optout|revoke|end|quit|cancel|start|unstop)[.!]*$/i.test(text.trim());
}

/** A channel that nobody has declared gets what works everywhere. */
export function traitsOf(channel: string): ChannelTraits {
  return Object.hasOwn(channels, channel) ? (channels[channel] ?? plain) : plain;
}
