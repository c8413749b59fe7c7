import { ActivityTypes, DeliveryModes, type TurnContext } from 'botbuilder';

/** In milliseconds; most answers are there long before, and need no sign of being at work. */
const patience = 700;

/** Does something, and shows that the bot is at work if it takes long, as when the storage is slow. */
export async function withTyping<T>(context: TurnContext, isShown: boolean, work: () => Promise<T>): Promise<T> {
  const isHeard = isShown && context.activity.deliveryMode !== DeliveryModes.ExpectReplies;
  const show = () => void context.sendActivity({ type: ActivityTypes.Typing }).catch(() => undefined);
  const timer = isHeard ? setTimeout(show, patience) : undefined;
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
