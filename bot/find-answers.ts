import type { Answerer } from './answer';
import type { Outcome } from './turn';
import { newSession, type Reply, type Said, type Turn } from './types';

/** An answer that somebody may put into a message of their own. */
export interface Found {
  readonly title: string;
  readonly reply: Reply;
}

/** Never more than can be looked over at a glance. */
const mostFound = 4;

/**
 * The answers to a question out of any conversation: the one that is sure, or each of those that come into question;
 * examples where nothing is asked yet. Nothing where there is no answer to insert.
 */
export function findAnswers(question: string, { answer, knowledge }: Answerer): readonly Found[] {
  const ask = (said: Said, session = newSession): Outcome => answer({ ...nowhere, said }, session);
  const outcome = ask(question === '' ? { kind: 'joined' } : { kind: 'text', text: question });
  const { reading, reply, session } = outcome;
  if (reading.kind === 'clarify' || reading.kind === 'welcome') {
    const offered = reply.choices.filter(({ means }) => means.kind === 'topic' || means.kind === 'subject').slice(0, mostFound);
    return offered.map(({ label }) => ({ title: label, reply: ask({ kind: 'text', text: label }, session).reply }));
  }
  if (reading.kind === 'answer') return [{ title: titleOf(reading.topics, knowledge), reply }];
  return reading.kind === 'check' || reading.kind === 'unknown' ? [{ title: question, reply }] : [];
}

function titleOf(topics: readonly string[], knowledge: Answerer['knowledge']): string {
  return topics.flatMap((id) => knowledge.topics.get(id)?.title ?? []).join('; ');
}

/** A search belongs to no conversation. */
const nowhere: Omit<Turn, 'said'> = { conversation: '', user: '', channel: 'msteams', joinsSilently: false };
