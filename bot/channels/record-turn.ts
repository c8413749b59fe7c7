import type { Logger } from '../log';
import type { Feedback, Vote } from '../state/feedback';
import type { TurnLog } from '../state/turn-log';
import { hourOf, type LogEntry } from './log-turn';

/** Counts a turn, and keeps its question if it was missed. Nobody waits for it, and no turn fails by it. */
export type RecordTurn = (entry: LogEntry) => void;

export function makeRecordTurn(turnLog: TurnLog | undefined, log: Logger): RecordTurn {
  const record = async ({ turn, missed }: LogEntry) => {
    await Promise.all([turnLog?.count(turn), missed && turnLog?.miss(missed)]);
  };
  return (entry) => void record(entry).catch((error: unknown) => log.error('a turn could not be counted', error));
}

/** Where a vote goes. */
export interface Ballot {
  readonly feedback: Feedback | undefined;
  readonly turnLog: TurnLog | undefined;
}

/**
 * Keeps a vote. The question of an answer that is voted down is kept as one that was missed, with nothing that leads from
 * there to the vote or to whose it was; once, however often the same is said.
 */
export async function saveVote(vote: Vote, question: string | undefined, { feedback, turnLog }: Ballot): Promise<void> {
  const { conversation, reply, topics, knowledge, at } = vote;
  const before = vote.vote === 'down' && question ? ((await feedback?.of(conversation)) ?? []) : [];
  await feedback?.save(vote);
  if (vote.vote !== 'down' || !question || before.some((one) => one.reply === reply && one.vote === 'down')) return;
  await turnLog?.miss({ at: hourOf(at), why: 'voted-down', question, topics, knowledge });
}
