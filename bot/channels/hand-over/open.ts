import type { Answerer } from '../../answer';
import type { Config } from '../../config';
import { startDeliveries, type Deliveries } from '../../delivery/deliveries';
import { mailSender } from '../../delivery/mail';
import type { Senders } from '../../delivery/send';
import { webhookSender } from '../../delivery/webhook';
import { makeDesk, type Desk } from '../../desk';
import type { Logger } from '../../log';
import { unobserved, type Observer } from '../../observe/observer';
import type { State } from '../../state/state';
import type { Tickets } from '../../state/tickets';
import type { HandOverTerms } from '../../hand-over-turn';
import type { BotFramework } from '../bot-framework';
import type { HandingOver } from './around-turn';
import { hearOnTeams, teamsSender, type DeskWorks, type Hear } from './teams-desk';
import { makeRequestLimit } from './request-limit';
import { studentSender } from './tell-student';

/** Questions for a person, from the turn in which they are handed over to the end of the talk about them. */
export interface HandOver extends HandingOver {
  /** What the office says, where it talks through the bot itself. */
  readonly hear: Hear;
  /** Sends what is due, and ends what has gone quiet, until it is stopped. */
  start(bot: Pick<BotFramework, 'tell'>): Deliveries;
}

/** Milliseconds between two looks for talks in which nothing is said any more. */
const everyMinute = 60_000;

/** Over the state that it is kept in. */
export function openHandOver(
  terms: HandOverTerms,
  config: Config,
  answerer: Pick<Answerer, 'knowledge' | 'now'>,
  { tickets, outbox, storage, makeLimiter }: Pick<State, 'tickets' | 'outbox' | 'storage' | 'makeLimiter'>,
  log: Logger,
  { limited }: Pick<Observer, 'limited'> = unobserved,
  every = everyMinute,
): HandOver {
  const desk = makeDesk(tickets, terms, () => answerer.now());
  const { HAND_OVER_TEAMS_CHANNEL: channel, HAND_OVER_PER_HOUR: perHour } = config;
  const limit = makeRequestLimit(perHour, makeLimiter, () => limited('hand-over'));
  const teams = channel === undefined ? undefined : { channel, storage, tickets, desk, terms };
  return {
    ...{ terms, tickets, desk, limit, hear: teams ? hearOnTeams(teams) : () => Promise.resolve(false) },
    start: (bot) => {
      const senders = sendersOf(terms, config, answerer, bot, teams);
      const deliveries = startDeliveries({ tickets, outbox, senders, log, now: () => answerer.now() });
      const failed = (error: unknown) => log.error('quiet talks could not be ended', error);
      const timer = setInterval(() => void endQuiet(desk, tickets, answerer).catch(failed), every).unref();
      return { stop: () => (clearInterval(timer), deliveries.stop()) };
    },
  };
}

function sendersOf(
  terms: HandOverTerms,
  config: Config,
  answerer: Pick<Answerer, 'knowledge' | 'now'>,
  bot: Pick<BotFramework, 'tell'>,
  teams: DeskWorks | undefined,
): Senders {
  const { SMTP_URL: server, MAIL_FROM: from, HAND_OVER_TO: to } = config;
  const { HAND_OVER_WEBHOOK_URL: url, HAND_OVER_WEBHOOK_SECRET: secret } = config;
  return {
    student: studentSender(bot, terms, answerer),
    ...(server && from && to ? { mail: mailSender({ server, from, to }, terms.words) } : {}),
    ...(url && secret ? { webhook: webhookSender({ url, secret, now: () => answerer.now() }) } : {}),
    ...(teams ? { teams: teamsSender(bot, teams) } : {}),
  };
}

/** A talk in which nobody has said anything for a while ends, which both sides are told. */
export async function endQuiet(
  desk: Desk,
  tickets: Tickets,
  { knowledge, now }: Pick<Answerer, 'knowledge' | 'now'>,
): Promise<void> {
  const since = new Date(now().getTime() - knowledge.office.quietMinutes * 60_000);
  for (const { number } of await tickets.quietSince(since)) await desk.close(number, 'quiet');
}
