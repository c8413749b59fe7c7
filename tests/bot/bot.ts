import { join } from 'node:path';
import type { Knowledge } from '../../knowledge/knowledge';
import type { Interviewer } from '../../bot/interview';
import { openInterviewer } from '../../bot/interviewer';
import type { Index } from '../../bot/understand/lookup';
import { prepareIndex } from '../../bot/understand/prepare';
import { understand } from '../../bot/understand/understand';
import { turn, type Outcome } from '../../bot/turn';
import { newSession, type Session, type Turn } from '../../bot/types';
import { plainText } from '../../bot/render/render';
import { realBase } from '../knowledge/files';

/** A day on which the dates of the brochure lie ahead, and one on which they have passed. */
export const before = new Date('2022-03-01T12:00:00Z');
export const after = new Date('2026-11-23T12:00:00Z');

let index: Index | undefined;

/** The real index, with the model that the build has trained. */
export function realIndex(): Index {
  const knowledge = realBase().knowledge;
  return (index ??= prepareIndex(knowledge, join(__dirname, '..', '..', 'dist', 'models')));
}

let interviewer: Interviewer | undefined;

export function realInterviewer(): Interviewer {
  return (interviewer ??= openInterviewer(realIndex()));
}

/** A conversation on a channel that says who joins, line by line; gives the outcome of each. */
export function converse(
  lines: readonly string[],
  { now = after, knowledge = realIndex().knowledge, channel = 'webchat', joinsSilently = false } = {},
): readonly Outcome[] {
  let session: Session = newSession;
  return lines.map((text) => {
    // As a storage keeps it.
    session = JSON.parse(JSON.stringify(session)) as Session;
    const input: Turn = { conversation: 'c', user: 'u', channel, joinsSilently, said: { kind: 'text', text } };
    const outcome = turn(input, session, mindOf(knowledge, now));
    session = outcome.session;
    return outcome;
  });
}

export function mindOf(knowledge: Knowledge, now: Date) {
  return {
    knowledge,
    now,
    interviewer: realInterviewer(),
    fixedWords: realIndex().fixedWords,
    understand: (text: string, spokenOf: Pick<Session, 'topics' | 'earlier' | 'claims'>) =>
      understand(text, { ...realIndex(), knowledge }, spokenOf),
  };
}

/** What the bot says to one question. */
export function say(question: string, now = after): string {
  const [outcome] = converse([question], { now });
  if (!outcome) throw new Error('no outcome');
  return plainText(outcome.reply);
}
