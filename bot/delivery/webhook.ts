import { createHmac } from 'node:crypto';
import { idOf, type News, type Send } from './send';

/** Where news is posted, and the secret that signs it (`whsec_...`). */
export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
  readonly now: () => Date;
}

/** In milliseconds; much less than the lease of what is sent. */
const patience = 10_000;

/**
 * News as JSON to another system, signed as Standard Webhooks has it: HMAC-SHA256 over id, time and body. Its libraries
 * check it, and refuse what is old; by the id a receiver knows what it has got already.
 */
export function webhookSender({ url, secret, now }: WebhookSettings): Send {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return async (news) => {
    const id = `ticket-${idOf(news)}`;
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const body = JSON.stringify(payloadOf(news));
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
      // What a student has written goes to the address that was set, and to no other.
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
  };
}

function payloadOf({ ticket, message }: News): object {
  const { number, opened, channel, question, email, conversationLines, answers } = ticket;
  if (message === undefined) {
    const along = { conversation: conversationLines, ...(answers === undefined ? {} : { answers }) };
    const asked = { number, channel, question, ...(email === undefined ? {} : { email }), ...along };
    return { type: 'ticket.opened', timestamp: opened.toISOString(), data: asked };
  }
  const { n, side, text, turns } = message;
  return { type: `ticket.${turns ?? 'message'}`, data: { number, n, side, text } };
}
