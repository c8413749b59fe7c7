/** What a channel can show, and how it behaves. Adding a channel is one entry. */
export interface ChannelTraits {
  /** Choices as buttons under the message, or as a numbered list in it. */
  readonly choices: 'buttons' | 'list';
  /** Whether the channel says when a user joins. Where it does not, the first reply carries the welcome. */
  readonly announcesJoin: boolean;
}

const channels: Readonly<Record<string, ChannelTraits>> = {
  emulator: { choices: 'buttons', announcesJoin: true },
  webchat: { choices: 'buttons', announcesJoin: true },
  directline: { choices: 'buttons', announcesJoin: true },
  msteams: { choices: 'list', announcesJoin: true },
  sms: { choices: 'list', announcesJoin: false },
  whatsapp: { choices: 'list', announcesJoin: false },
  telegram: { choices: 'buttons', announcesJoin: false },
  facebook: { choices: 'buttons', announcesJoin: false },
  slack: { choices: 'list', announcesJoin: false },
  line: { choices: 'buttons', announcesJoin: false },
  email: { choices: 'list', announcesJoin: false },
};

/** A channel that nobody has declared gets what works everywhere. */
const unknownChannel: ChannelTraits = { choices: 'list', announcesJoin: true };

export function traitsOf(channel: string): ChannelTraits {
  return Object.hasOwn(channels, channel) ? (channels[channel] ?? unknownChannel) : unknownChannel;
}
