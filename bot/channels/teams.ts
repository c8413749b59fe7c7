import { CardFactory, type Activity, type InvokeResponse } from 'botbuilder';
import { fill } from '../../knowledge/template';
import type { Answerer } from '../answer';
import { findAnswers, type Found } from '../find-answers';
import { answerCard } from '../render/adaptive-card';
import { plainText, textsOf } from '../render/render';

/** Thumbs below an answer; what is pressed comes back as a `message/submitAction`. */
export const feedbackLoop = { feedbackLoop: { type: 'default' } } as const;

/** The answers to what an adviser typed into the compose box, as cards to insert; a plain word if there are none. */
export function answerSearch(question: string, answerer: Answerer): InvokeResponse {
  const found = findAnswers(question, answerer);
  const composeExtension =
    found.length > 0
      ? { type: 'result', attachmentLayout: 'list', attachments: found.map((one) => attachmentOf(one, answerer)) }
      : { type: 'message', text: nothingFound(answerer) };
  return { status: 200, body: { composeExtension } };
}

function attachmentOf({ title, reply }: Found, { knowledge }: Answerer) {
  const card = answerCard(title, textsOf(reply, knowledge.replies));
  return {
    ...CardFactory.adaptiveCard(card),
    preview: CardFactory.thumbnailCard(title, undefined, undefined, { text: plainText(reply) }),
  };
}

function nothingFound({ knowledge: { replies, programme } }: Answerer): string {
  return fill(replies.unknownInGeneral, (name) => ({ programme: programme.programme, university: programme.university })[name]);
}

/** A message on Teams, with thumbs if it answers something. */
export function withThumbs(activity: Partial<Activity>): Partial<Activity> {
  return { ...activity, channelData: feedbackLoop };
}
