import { randomBytes, randomUUID } from 'node:crypto';
import type { Activity, Storage } from 'botbuilder';
import type { ConnectorFactory } from 'botframework-connector';
import { addressOf } from '../../address';
import type { Config } from '../../config';
import type { Logger } from '../../log';
import { unobserved, type Observer } from '../../observe/observer';
import { signingKeyName as keyName } from '../../state/retention';
import type { State } from '../../state/state';
import type { Sent } from '../../state/transcript';
import type { BotFramework } from '../bot-framework';
import { directLineServiceUrl, InProcessConnectorFactory } from './connector';
import { botAccount, makeDirectLine, type Receive } from './direct-line';
import { makeGenerateHosted } from './hosted';
import { makeLimit } from './limits';
import { makeIsTrusted } from './origins';
import type { DirectLineSite } from './routes';
import { makeTokens } from './tokens';

/** The bot, as far as its own channel needs it. */
type Bot = Pick<BotFramework, 'receiveOwn' | 'apology'>;

/** Direct Line over a bot that answers through the connector which it gives. */
export interface OpenDirectLine {
  readonly inProcess: ReadonlyMap<string, ConnectorFactory>;
  readonly site: (bot: Bot) => DirectLineSite;
}

export async function openDirectLine(
  config: Config,
  state: State,
  log: Logger,
  now: () => Date,
  { limited }: Observer = unobserved,
): Promise<OpenDirectLine> {
  let receive: Receive | undefined;
  const directLine = makeDirectLine(state, () => receive ?? notYet, now);
  const tokens = makeTokens(config.DIRECT_LINE_SIGNING_KEY ?? (await keptKey(state)), config.RETENTION_DAYS);
  return {
    inProcess: new Map([[directLineServiceUrl, new InProcessConnectorFactory(directLine.deliver)]]),
    site: (bot) => {
      receive = (activity) => bot.receiveOwn(activity);
      return {
        directLine,
        tokens,
        generateHosted: makeGenerateHosted(config),
        isTrusted: makeIsTrusted(config.TRUSTED_ORIGINS, config.isLocal && config.TRUSTED_ORIGINS.length === 0),
        perAddress: makeLimit(config.RATE_LIMIT_PER_MINUTE, () => limited('address')),
        perConversation: makeLimit(config.RATE_LIMIT_PER_MINUTE, () => limited('conversation')),
        addressOf: (request) => addressOf(request, config.TRUSTED_PROXIES),
        log,
        apology: () => bot.apology({ channelId: 'directline', conversation: nobody }).map(fromBot),
      };
    },
  };
}

const nobody = { id: '', name: '', isGroup: false, conversationType: 'personal' };

/** It stands in no transcript, so its id is nothing but another each time. */
function fromBot(activity: Partial<Activity>): Sent {
  return { ...activity, type: 'message', id: randomUUID(), from: botAccount };
}

function notYet(): Promise<void> {
  return Promise.reject(new Error('the bot is not connected to Direct Line yet'));
}

/** A key of our own, made once and kept, so that tokens outlive a restart, and hold on all instances. */
function keptKey({ storage, exclusively }: State): Promise<string> {
  return exclusively(keyName, async () => {
    const before = await readKey(storage);
    if (before !== undefined) return before;
    await storage.write({ [keyName]: { key: randomBytes(32).toString('hex'), eTag: '*' } });
    const kept = await readKey(storage);
    if (kept === undefined) throw new Error('the signing key could not be kept');
    return kept;
  });
}

async function readKey(storage: Storage): Promise<string | undefined> {
  const items = (await storage.read([keyName])) as Readonly<Record<string, { readonly key?: string } | undefined>>;
  return items[keyName]?.key;
}
