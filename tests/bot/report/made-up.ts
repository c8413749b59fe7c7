import type { State } from '../../../bot/state/state';
import { entryOf } from '../../../bot/channels/log-turn';
import { newSession, type Session } from '../../../bot/types';
import { turn } from '../../../bot/turn';
import { mindOf, realIndex } from '../bot';

/** Conversations that might have been, line by line. */
const talks: readonly (readonly string[])[] = [
  ['What is the tuition fee?', 'and when does it start?', 'how long is it'],
  ['is there a scholarship', 'how much is the fee'],
  ['can i bring my piano to the faculty', 'Which documents do I need?'],
  ['Is there a piano that I could practise on?', 'what does it cost'],
  ['am i eligible?', 'BSc', 'IELTS', '7', '6.5', 'all of them'],
  ['am i eligible?', 'BSc', 'IELTS', '5.5'],
  ['check my eligibility', 'bachelor', 'what is the fee?', 'cancel'],
  ['am i eligible?', 'BSc'],
  ['Kan ik me aanmelden zonder IELTS?', 'what is the fee'],
  ['¿Cuánto cuesta el máster?'],
  ['I want to talk to a person'],
  ['is ielts 6.0 enough?', 'when is the deadline'],
  ['zorbflux admittance modality', 'tuition?'],
  ['do you know if my cousin Piotr can get the forms stamped at the embassy of Peru'],
  ['who won the football match last night', 'what is the weather like'],
  ['tell me about course', 'what are the tracks'],
  ['my data'],
];

/** Counts a talk as the bot does, at a time and on a channel of its own; gives what is to be waited for. */
async function live(lines: readonly string[], at: Date, channel: string, { turnLog }: State): Promise<readonly Promise<void>[]> {
  const { knowledge } = realIndex();
  let session: Session = newSession;
  const counting: Promise<void>[] = [];
  for (const text of lines) {
    const said = { kind: 'text', text } as const;
    const outcome = turn({ conversation: 'c', user: 'u', channel, joinsSilently: false, said }, session, mindOf(knowledge, at));
    const { turn: counted, missed } = entryOf({ said, before: session, outcome, channel }, { knowledge, now: () => at });
    session = outcome.session;
    counting.push(turnLog.count(counted));
    if (missed) await turnLog.miss(missed);
  }
  return counting;
}

const channels = ['directline', 'directline', 'msteams', 'whatsapp', 'directline', 'sms'];
const day = 86_400_000;

/** Some days of talks, more of them on some days than on others; and what people thought of the answers. */
export async function liveThrough(from: Date, days: number, state: State): Promise<void> {
  const counting: Promise<void>[] = [];
  for (let d = 0; d < days; d += 1) {
    for (const [i, lines] of talks.entries()) {
      const at = new Date(from.getTime() + d * day + (8 + (i % 9)) * 3_600_000);
      if ((i * 7 + d * 5) % 4 !== 0 || i % 2 === 0)
        counting.push(...(await live(lines, at, channels[(i + d) % channels.length] ?? 'sms', state)));
    }
    const at = new Date(from.getTime() + d * day + 10 * 3_600_000);
    const vote = { conversation: `c${d}`, topics: ['tuition-fee'], knowledge: 'k', at } as const;
    await state.feedback.save({ ...vote, reply: '1', vote: 'up' });
    await state.feedback.save({ ...vote, reply: '2', vote: d % 3 === 0 ? 'down' : 'up' });
  }
  await state.turnLog.miss({
    ...{ at: new Date(from.getTime() + 9 * 3_600_000), why: 'voted-down', knowledge: 'k', topics: ['tuition-fee'] },
    question: 'what do i pay for the lab coat',
  });
  await Promise.all(counting);
}
