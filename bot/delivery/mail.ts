import { createTransport } from 'nodemailer';
import type { HandOverWords } from '../../dialogs/hand-over/words';
import { letterOf } from './letter';
import { idOf, type Send } from './send';

/** Where letters go to, and over which server. */
export interface MailSettings {
  readonly server: string;
  readonly from: string;
  readonly to: readonly string[];
}

/** Milliseconds for the whole of a letter: much less than its lease, so that no two instances are at it at once. */
const patience = 10_000;

/**
 * Letters by SMTP, in plain text. nodemailer writes the headers, and folds or encodes what would end one; the student's
 * address is checked before it gets here, and nothing else that a student writes is in a header. The Message-ID follows
 * from the ticket, by which a mail server knows a letter that it has got already.
 */
export function mailSender({ server, from, to }: MailSettings, words: HandOverWords): Send {
  const transport = createTransport({
    url: server,
    // Without encryption only to this machine, unless the address of the server says otherwise (`?requireTLS=false`).
    requireTLS: !isHere(server),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    dnsTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^@<>\s]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return async (news) => {
    const { subject, blocks } = letterOf(news.ticket, words);
    const { email } = news.ticket;
    await transport.sendMail({
      from,
      to: [...to],
      ...(email === undefined ? {} : { replyTo: { name: '', address: email } }),
      subject,
      text: blocks.join('\n\n'),
      messageId: `<ticket-${idOf(news)}@${domain}>`,
      date: news.ticket.opened,
    });
  };
}

function isHere(server: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(server).hostname);
}
