import { ActionTypes, ActivityTypes, CardFactory, InputHints, type Activity, type Entity } from 'botbuilder';
import type { Knowledge } from '../../knowledge/knowledge';
import { render, shorten, type Message, type Place } from '../render/render';
import type { Outcome } from '../turn';
import { whyMissed } from './log-turn';
import { topicsOf, type Reading, type Reply } from '../types';

/** The activities that an outcome is told by on its channel, in their order. */
export function activitiesOf(outcome: Outcome, place: Place, knowledge: Knowledge): readonly Partial<Activity>[] {
  return activitiesFor(outcome.reply, place, knowledge, [readingEntity(outcome, knowledge)]);
}

/** The activities of a reply; the last one carries the entities. */
export function activitiesFor(
  reply: Reply,
  place: Place,
  { replies }: Knowledge,
  entities: readonly Entity[] = [],
): readonly Partial<Activity>[] {
  const messages = render(reply, place, replies);
  const textFormat = place.traits.markup === 'xml' ? 'xml' : 'plain';
  return messages.map((message, i) => ({ ...activityOf(message, i + 1 === messages.length ? entities : []), textFormat }));
}

function activityOf(message: Message, entities: readonly Entity[]): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    ...(message.text === '' ? {} : { text: message.text }),
    ...(message.summary === undefined ? {} : { summary: message.summary }),
    locale: 'en-GB',
    inputHint: InputHints.AcceptingInput,
    entities: [...citationEntity(message), ...entities],
    ...(message.card ? { attachments: [CardFactory.adaptiveCard(message.card)] } : {}),
    ...(message.buttons.length > 0 ? { suggestedActions: { to: [], actions: message.buttons.map(buttonOf) } } : {}),
  };
}

function buttonOf(label: string) {
  return { type: ActionTypes.ImBack, title: label, value: label };
}

/** The citations as Teams and Web Chat read them: schema.org claims, numbered as in the text; the lengths are Teams' limits. */
function citationEntity({ citations }: Message): readonly Entity[] {
  if (citations.length === 0) return [];
  const citation = citations.map(({ short, place, quote }, i) => ({
    '@type': 'Claim',
    position: i + 1,
    appearance: { '@type': 'DigitalDocument', name: shorten(`${short}, ${place}`, 80), abstract: shorten(quote, 160) },
  }));
  return [{ type: 'https://schema.org/Message', '@type': 'Message', '@context': 'https://schema.org', '@id': '', citation }];
}

/** The verdict that an interview came to. */
function verdictIn(reading: Reading): { readonly verdict?: string } {
  const step = reading.kind === 'eligibility' ? reading.at?.step : undefined;
  return step && step.kind !== 'ask' ? { verdict: step.outcome.verdict } : {};
}

/** What the answer was about and from which knowledge it came, for whoever stores votes or transcripts. */
function readingEntity({ reading, asks }: Outcome, knowledge: Knowledge): Entity {
  return {
    type: 'admissions/reading',
    kind: reading.kind,
    topics: topicsOf(reading, knowledge),
    knowledge: knowledge.version,
    ...(whyMissed(reading) ? { isMissed: true } : {}),
    ...asks,
    ...verdictIn(reading),
  };
}
