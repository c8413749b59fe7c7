import type { Knowledge } from '../knowledge/knowledge';
import { sayTopic } from './say-topic';
import type { Reply } from './types';

/** Said when a message could not be taken: to send it again, and how to reach a person without asking the bot for it. */
export function sayFailure(speaker: { readonly knowledge: Knowledge; readonly now: Date }): Reply {
  const apology = { kind: 'words', text: speaker.knowledge.replies.failed } as const;
  return { kind: 'human', parts: [apology, ...sayTopic('contact', speaker)], choices: [] };
}
