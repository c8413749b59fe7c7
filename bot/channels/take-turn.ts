import type { Activity, TurnContext } from 'botbuilder';
import type { Answerer } from '../answer';
import { comesBack } from '../interview';
import type { Logger } from '../log';
import { traitsOf } from '../render/channels';
import type { Outcome } from '../turn';
import { topicsOf, type Said } from '../types';
import { isOwnChannel } from './direct-line/connector';
import { handOverFor, isOfferDue, settle, turnOf, type HandingOver } from './hand-over/around-turn';
import { entryOf, isTellable, questionIn, type LogEntry } from './log-turn';
import { activitiesOf } from './outgoing';
import { eraseOwnData, withOwnData, type Kept } from './own-data';
import type { RecordTurn } from './record-turn';
import type { Answered, Remembered, Sessions } from './sessions';
import { deliveryOf, keepsReplies, withTaken, type Taken } from './taken';
import { withThumbs } from './teams';
import { withTyping } from './typing';
import { noteTaken, timed } from './watch-turn';

/** What taking a turn works with. */
export interface Bench {
  readonly answerer: Answerer;
  readonly sessions: Sessions;
  readonly kept: Kept;
  readonly log: Logger;
  readonly record: RecordTurn;
  readonly handOver: HandingOver | undefined;
}

/** A turn between its state being stored and its replies being sent. */
interface Prepared {
  readonly toSend: readonly Partial<Activity>[];
  /** Nothing where the turn is not to be known again. */
  readonly delivery: string | undefined;
  readonly remembered: Remembered;
  /** What the answer was about, where it can be voted on by its id. */
  readonly votable?: Omit<Answered, 'id'>;
  /** Nothing where the turn was taken before. */
  readonly entry?: LogEntry;
}

/**
 * Answers what was said. The state that the answer rests on is stored before anything is sent, and the answer with it, so
 * that a turn whose process has died is gone on with where it was when it is delivered again.
 */
export async function takeTurn(said: Said, context: TurnContext, bench: Bench): Promise<void> {
  const { typing } = traitsOf(context.activity.channelId);
  const prepared = await withTyping(context, typing, () => prepare(said, context, bench));
  if (!prepared) return;
  noteTaken(context, prepared.entry?.turn);
  if (prepared.entry) bench.record(prepared.entry);
  await timed('send', context, () => send(prepared, context, bench));
}

/** Nothing for a join that was greeted already. */
async function prepare(
  said: Said,
  context: TurnContext,
  { answerer, sessions, kept, handOver }: Bench,
): Promise<Prepared | undefined> {
  const remembered = await timed('read', context, () => sessions.read(context));
  const delivery = deliveryOf(context.activity);
  const before = remembered.taken.find((one) => one.delivery === delivery);
  if (before && !before.isAnew) return { toSend: before.toSend, delivery, remembered };
  const { taken } = remembered;
  const known = await handOverFor(context, remembered.session, handOver, kept.transcript);
  const { session } = known;
  if (said.kind === 'joined' && session.welcomed && !comesBack(session, answerer.now())) return undefined;
  if (said.kind === 'voted-down' && !isOfferDue(known)) return undefined;
  const answered = timed('understand', context, () => answerer.answer({ ...whereOf(context), said, ...turnOf(known) }, session));
  // Before anything is waited for: the knowledge base may change meanwhile.
  const entry = before
    ? {}
    : { entry: entryOf({ said, before: session, outcome: answered, channel: context.activity.channelId }, answerer) };
  const outcome = await settle(answered, said, delivery, context, known, handOver, answerer);
  const command = outcome.reading.kind === 'command' ? outcome.reading.command : undefined;
  if (command === 'erase') {
    await eraseOwnData(context, sessions, kept);
    return { toSend: toSendOf(outcome, context, answerer), delivery: undefined, remembered, ...entry };
  }
  if (command === 'myData') {
    // What is shown is not kept once more: who asks again is shown it again.
    await sessions.write(context, { session: outcome.session, ...takenOf(delivery, { toSend: [], isAnew: true }, taken) });
    const shown = await withOwnData(outcome, context, remembered, kept);
    return { toSend: toSendOf(shown, context, answerer), delivery: undefined, remembered, ...entry };
  }
  const toSend = toSendOf(outcome, context, answerer);
  const about = votableIn(said, outcome, context, answerer);
  const next = { session: outcome.session, ...takenOf(delivery, { toSend }, taken) };
  await timed('write', context, () => sessions.write(context, next));
  return { toSend, delivery, remembered, ...entry, ...(about ? { votable: about } : {}) };
}

function whereOf({ activity }: TurnContext) {
  const { conversation, from, channelId: channel } = activity;
  return { conversation: conversation.id, user: from.id, channel, joinsSilently: !traitsOf(channel).announcesJoin };
}

function toSendOf(outcome: Outcome, { activity }: TurnContext, { knowledge }: Answerer): readonly Partial<Activity>[] {
  const { channelId, conversation, serviceUrl } = activity;
  const place = { traits: traitsOf(channelId), isGroup: conversation.isGroup, echoesButtons: !isPlayground(serviceUrl) };
  // A person has the word.
  if (outcome.reply.parts.length === 0) return [];
  const activities = activitiesOf(outcome, place, knowledge);
  return channelId === 'msteams' && topicsOf(outcome.reading, knowledge).length > 0 ? activities.map(withThumbs) : activities;
}

function votableIn(
  said: Said,
  { reading }: Outcome,
  { activity }: TurnContext,
  { knowledge }: Answerer,
): Omit<Answered, 'id'> | undefined {
  const topics = topicsOf(reading, knowledge);
  if (!isVotedOn(activity) || topics.length === 0) return undefined;
  const question = said.kind === 'text' && isTellable(reading.kind) ? questionIn(said.text) : undefined;
  return { topics, knowledge: knowledge.version, ...(question === undefined ? {} : { question }) };
}

/** On our own channel the answer itself is found again by its id. */
function isVotedOn(activity: Activity): boolean {
  return activity.channelId === 'msteams' || (activity.channelId === 'directline' && !isOwnChannel(activity));
}

/** Microsoft's local client for trying a bot fails on a button that is to be echoed. */
function isPlayground(serviceUrl: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(serviceUrl);
}

function takenOf(
  delivery: string | undefined,
  turn: Omit<Taken, 'delivery'>,
  before: readonly Taken[],
): Partial<Pick<Remembered, 'taken'>> {
  return delivery === undefined ? {} : { taken: withTaken({ delivery, ...turn }, before) };
}

async function send({ toSend, delivery, remembered, votable }: Prepared, context: TurnContext, bench: Bench): Promise<void> {
  const noted = keepsReplies(context.activity) ? undefined : delivery;
  let sent = 0;
  let id: string | undefined;
  try {
    for (const activity of toSend) {
      id = (await context.sendActivity(activity))?.id;
      sent += 1;
    }
  } finally {
    const { answered, taken } = remembered;
    const votes = votable && sent === toSend.length && id ? { answered: [{ id, ...votable }, ...answered] } : {};
    if (sent > 0) await note({ ...takenOf(noted, { toSend: toSend.slice(sent) }, taken), ...votes }, context, bench);
  }
}

/** The student has the answer: that it could not be noted is no trouble of theirs. */
async function note(changed: Partial<Remembered>, context: TurnContext, { sessions, log }: Bench): Promise<void> {
  if (Object.keys(changed).length === 0) return;
  await sessions.write(context, changed).catch((error: unknown) => log.error('that a reply was sent could not be noted', error));
}
