import type { Activity } from 'botbuilder';
import { ConnectorFactory } from 'botframework-connector';

/** The address by which the bot's own Direct Line is known to the SDK. It leads nowhere, and nobody outside may claim it. */
export const directLineServiceUrl = 'https://direct-line.invalid/';

/** The chat on the website over our own Direct Line: the only channel whose transcript is kept here. */
export function isOwnChannel({ serviceUrl }: Activity): boolean {
  return serviceUrl === directLineServiceUrl;
}

type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;

/** Takes what the bot says in a conversation; gives its id. */
export type Deliver = (conversation: string, activity: Partial<Activity>) => Promise<{ readonly id: string }>;

/** What the SDK answers through: in the same process, without HTTP. */
export class InProcessConnectorFactory extends ConnectorFactory {
  constructor(private readonly deliver: Deliver) {
    super();
  }

  override create(): Promise<ConnectorClient> {
    const send = (conversation: string, activity: Partial<Activity>) => this.deliver(conversation, activity);
    const conversations = {
      sendToConversation: send,
      replyToActivity: (conversation: string, _replyToId: string, activity: Partial<Activity>) => send(conversation, activity),
    };
    // The SDK asks nothing else of it for a bot that neither edits nor deletes its messages.
    return Promise.resolve({ conversations } as unknown as ConnectorClient);
  }
}
