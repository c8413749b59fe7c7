import {
  ActivityTypes,
  CloudAdapter,
  MemoryStorage,
  type Activity,
  type ConversationReference,
  type InvokeResponse,
  type ResourceResponse,
  type Storage,
  type TurnContext,
} from 'botbuilder';
import {
  AuthenticationError,
  ClaimsIdentity,
  type AuthenticateRequestResult,
  type ConnectorFactory,
} from 'botframework-connector';
import type { Answerer } from '../answer';
import type { Config } from '../config';
import type { Logger } from '../log';
import { unobserved, type Observer } from '../observe/observer';
import { BadRequest } from '../read-json';
import { traitsOf } from '../render/channels';
import { sayFailure } from '../say-failure';
import type { Feedback } from '../state/feedback';
import type { Transcript } from '../state/transcript';
import type { Tickets } from '../state/tickets';
import type { TurnLog } from '../state/turn-log';
import { makeInOrder, type Exclusively } from '../state/in-order';
import { readActivity } from './activity';
import { Authentication } from './authentication';
import { deliver, deliveryOf } from './deliver';
import type { HandOver } from './hand-over/open';
import { makeLogic } from './logic';
import { activitiesFor } from './outgoing';
import { makeTurnLimit } from './turn-limit';
import { watchTurns } from './watch-turn';
import { keepWholeEntities } from './whole-entities';

/** What the HTTP server needs of a channel: take a body, say what to answer. */
export interface Endpoint {
  receive(authorization: string, body: unknown): Promise<{ readonly status: number; readonly body?: unknown }>;
}

/** The same bot for channels that are served in this process. */
export interface BotFramework extends Endpoint {
  /** A turn for an activity whose sender was checked by its channel. */
  receiveOwn(activity: Activity): Promise<void>;
  /** What is said when a message could not be taken. */
  apology(where: Where): readonly Partial<Activity>[];
  /** Says something in a conversation without having been asked, on whatever channel it is; gives its id, if it has one. */
  tell(reference: Partial<ConversationReference>, activity: Partial<Activity>): Promise<string | undefined>;
}

/** Where something is said. */
type Where = Pick<Activity, 'channelId' | 'conversation'>;

/** What the bot works with. */
export interface Parts {
  readonly config: Config;
  readonly answerer: Answerer;
  readonly log: Logger;
  readonly storage?: Storage;
  readonly feedback?: Feedback;
  readonly transcript?: Transcript;
  readonly turnLog?: TurnLog;
  readonly tickets?: Tickets;
  readonly handOver?: HandOver;
  readonly exclusively?: Exclusively;
  readonly observer?: Observer;
  /** The connectors by which channels of this process are answered; nobody outside may claim their service URLs. */
  readonly inProcess?: ReadonlyMap<string, ConnectorFactory>;
  /** How long the service of a channel may take for what it is sent, in milliseconds. */
  readonly patience?: number;
}

/** A channel itself waits fifteen seconds for a turn. */
const usualPatience = 10_000;

/** The Bot Framework's protocol: activities in, through botbuilder's CloudAdapter, activities out. */
export function botFramework({
  config,
  answerer,
  log,
  storage = new MemoryStorage(),
  feedback,
  transcript,
  turnLog,
  tickets,
  handOver,
  exclusively = makeInOrder(),
  observer = unobserved,
  inProcess = new Map(),
  patience = usualPatience,
}: Parts): BotFramework {
  keepWholeEntities();
  const authentication = new Authentication(config, inProcess, log);
  const adapter = new Adapter(authentication, patience);
  const logic = makeLogic({ answerer, storage, log, feedback, transcript, turnLog, tickets, handOver });
  /** Only once it is known who sends it: nobody else is to keep a conversation waiting. */
  const limit = makeTurnLimit(config, observer);
  const inTurn = watchTurns(async (context) => {
    await limit(context.activity);
    return exclusively(nameOf(context.activity), () => logic(context));
  }, observer);
  const own = watchTurns(logic, observer);
  const apology = makeApology(answerer);
  adapter.onTurnError = makeOnError(apology, log);
  return {
    apology,
    // Direct Line itself takes what is said in a conversation in turn.
    receiveOwn: async (activity) => {
      const claimsIdentity = new ClaimsIdentity([], true);
      const connectorFactory = authentication.createConnectorFactory(claimsIdentity);
      await adapter.receive({ audience: '', claimsIdentity, connectorFactory }, activity, own);
    },
    tell: makeTell(adapter, config),
    receive: async (authorization, body) => {
      try {
        const activity = readActivity(body);
        if (inProcess.has(activity.serviceUrl)) throw new BadRequest(400, 'serviceUrl: this address is not yours to use.');
        const response = await adapter.receive(authorization, activity, inTurn);
        return { status: response?.status ?? 200, body: response?.body as unknown };
      } catch (error) {
        return refusalOf(error, config);
      }
    },
  };
}

function makeOnError(apology: BotFramework['apology'], log: Logger): Adapter['onTurnError'] {
  return async (context, error) => {
    if (error instanceof BadRequest) throw error;
    log.error('a turn failed', error);
    if (deliveryOf(error) === 'unreached') throw error;
    await context.sendActivities([...apology(context.activity)]);
  };
}

function makeTell(adapter: Adapter, { MicrosoftAppId: app = '' }: Config): BotFramework['tell'] {
  return async (reference, activity) => {
    let id: string | undefined;
    await adapter.continueConversationAsync(app, reference, async (context) => {
      id = (await context.sendActivity(activity))?.id;
    });
    return id;
  };
}

function nameOf({ channelId, conversation }: Where): string {
  return `${channelId}/${conversation.id}`;
}

function makeApology({ knowledge, now }: Answerer): BotFramework['apology'] {
  return ({ channelId, conversation }) => {
    const place = { traits: traitsOf(channelId), isGroup: conversation.isGroup };
    return activitiesFor(sayFailure({ knowledge, now: now() }), place, knowledge);
  };
}

function refusalOf(error: unknown, { isLocal }: Config): { readonly status: number; readonly body: unknown } {
  if (error instanceof AuthenticationError)
    return { status: 401, body: { error: 'The request carries no valid Bot Framework token.' } };
  // Without tokens it is the sender who has chosen the address.
  if (deliveryOf(error)) return { status: isLocal ? 424 : 502, body: { error: 'The serviceUrl does not take the answer.' } };
  throw error;
}

class Adapter extends CloudAdapter {
  constructor(
    authentication: Authentication,
    private readonly patience: number,
  ) {
    super(authentication);
  }

  /** As CloudAdapter.process, but the HTTP answer is ours to give: no error message of the SDK reaches the sender. */
  receive(
    authorization: string | AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    // The SDK declares one way for each type, so the two are told apart for it.
    return typeof authorization === 'string'
      ? this.processActivity(authorization, activity, logic)
      : this.processActivity(authorization, activity, logic);
  }

  /** One by one, so that what was sent is not sent again when a later one has to be. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const sent: ResourceResponse[] = [];
    for (const activity of activities) {
      const isTold = activity.type === ActivityTypes.Message || activity.type === ActivityTypes.Typing;
      const send = () => super.sendActivities(context, [activity]);
      sent.push(...(await (isTold ? deliver(send, this.patience) : send())));
    }
    return sent;
  }
}
