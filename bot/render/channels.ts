/** What a channel can show, and how it behaves. Adding a channel is one entry. */
export interface ChannelTraits {
  /** Choices as buttons under the message, or as a numbered list in it. */
  readonly choices: 'buttons' | 'list';
  /** Whether it shows Adaptive Cards (version 1.2 at least). */
  readonly cards: boolean;
  /** Whether the channel says when a user joins. Where it does not, the first reply carries the welcome. */
  readonly announcesJoin: boolean;
}

const channels: Readonly<Record<string, ChannelTraits>> = {
  emulator: { choices: 'buttons', cards: false, announcesJoin: true },
  webchat: { choices: 'buttons', cards: true, announcesJoin: true },
  directline: { choices: 'buttons', cards: true, announcesJoin: true },
  msteams: { choices: 'list', cards: true, announcesJoin: true },
  sms: { choices: 'list', cards: false, announcesJoin: false },
  whatsapp: { choices: 'list', cards: false, announcesJoin: false },
  telegram: { choices: 'buttons', cards: false, announcesJoin: false },
  facebook: { choices: 'buttons', cards: false, announcesJoin: false },
  slack: { choices: 'list', cards: false, announcesJoin: false },
  line: { choices: 'buttons', cards: false, announcesJoin: false },
  email: { choices: 'list', cards: false, announcesJoin: false },
};

/** A channel that nobody has declared gets what works everywhere. */
const unknownChannel: ChannelTraits = { choices: 'list', cards: false, announcesJoin: true };

export function traitsOf(channel: string): ChannelTraits {
  return Object.hasOwn(channels, channel) ? (channels[channel] ?? unknownChannel) : unknownChannel;
}
