import type { Activity } from 'botbuilder';

/**
 * Whether somebody has come into a conversation with the bot. Teams tells that the bot itself was added, to a chat or to a
 * team, and twice at that; who joins a team later is not greeted for all to see.
 */
export function isJoin({ type, name, action, membersAdded = [], recipient, channelId }: Activity): boolean {
  switch (type) {
    case 'event':
      return name === 'webchat/join';
    case 'installationUpdate':
      return action?.startsWith('add') ?? false;
    case 'conversationUpdate':
      return membersAdded.some(({ id }) => (id === recipient.id) === (channelId === 'msteams'));
    default:
      return false;
  }
}
