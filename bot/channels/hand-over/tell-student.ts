import type { ConversationReference } from 'botbuilder';
import type { Answerer } from '../../answer';
import { idOf, type News, type Send } from '../../delivery/send';
import type { WhyEnded } from '../../desk';
import { traitsOf } from '../../render/channels';
import type { Asker } from '../../state/tickets';
import type { HandOverTerms } from '../../hand-over-turn';
import { fill } from '../../../knowledge/template';
import type { BotFramework } from '../bot-framework';
import { directLineServiceUrl } from '../direct-line/connector';
import { activitiesFor } from '../outgoing';

/** Marks what a person says, and whether one is there. */
export const personEntity = 'admissions/person';

/** What the office says, in the channel of the student, who has not asked just now. */
export function studentSender(
  { tell }: Pick<BotFramework, 'tell'>,
  { words }: HandOverTerms,
  { knowledge }: Pick<Answerer, 'knowledge'>,
): Send {
  const office = () => knowledge.office.name;
  return async (news) => {
    const reference = referenceOf(news);
    const isOwn = reference.serviceUrl === directLineServiceUrl;
    const { text, isPerson, state } = saidOf(news, office());
    const by = news.message?.by;
    const speaker = by === undefined ? office() : fill(words.talk.speaker, (name) => (name === 'by' ? by : office()));
    const shown = isPerson && !isOwn ? fill(words.talk.said, (name) => (name === 'text' ? text : speaker)) : text;
    const reply = { kind: 'hand-over', parts: [{ kind: 'words', text: shown }], choices: [] } as const;
    const entity = { type: personEntity, state, ...(isPerson ? { name: speaker } : {}) };
    const place = { traits: traitsOf(news.ticket.channel), isGroup: false };
    for (const activity of activitiesFor(reply, place, knowledge, [entity])) await tell(reference, activity);
  };

  function saidOf(
    { message }: News,
    name: string,
  ): { readonly text: string; readonly isPerson: boolean; readonly state: 'open' | 'ended' } {
    switch (message?.turns) {
      case 'taken':
        return { text: fill(words.talk.begun, () => name), isPerson: false, state: 'open' };
      case 'closed':
        return { text: fill(words.talk.ended[message.text as WhyEnded], () => name), isPerson: false, state: 'ended' };
      case undefined:
        return { text: message?.text ?? '', isPerson: true, state: 'open' };
    }
  }
}

/** On our own channel the same that is told twice is known by what it answers to, and stands there once. */
function referenceOf(news: News): Partial<ConversationReference> {
  const reference = news.ticket.reference as Asker['reference'] & Partial<ConversationReference>;
  return reference.serviceUrl === directLineServiceUrl ? { ...reference, activityId: `ticket-${idOf(news)}` } : reference;
}
