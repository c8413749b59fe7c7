import { outcomeOf } from '../../../dialogs/eligibility/outcome';
import { everySet, paths } from '../../../dialogs/eligibility/paths';
import { compose } from '../../../bot/reply';
import { traitsOf } from '../../../bot/render/channels';
import { render } from '../../../bot/render/render';
import type { Reply } from '../../../bot/types';
import { realBase } from '../../knowledge/files';
import { after, realInterviewer } from '../bot';

interface Parser {
  readonly AdaptiveCard: new () => {
    parse(json: unknown, context: unknown): void;
    validateProperties(): { validationEvents: unknown[] };
  };
  readonly SerializationContext: new () => { readonly eventCount: number };
}

// The reference implementation expects a browser, but only to draw.
(globalThis as { window?: unknown }).window = globalThis;
const { AdaptiveCard, SerializationContext } = jest.requireActual<Parser>('adaptivecards/dist/adaptivecards.js');

const { knowledge } = realBase();
const interviewer = realInterviewer();

const outcomes: readonly Reply[] = [...paths(interviewer.flow, knowledge.requirements, everySet)]
  .filter((_, i) => i % 13 === 0)
  .flatMap((answers) => {
    const outcome = outcomeOf(answers, knowledge.requirements);
    if (!outcome) return [];
    const step = { kind: 'outcome', outcome } as const;
    return [compose({ kind: 'eligibility', at: { answers, step }, reasons: [] }, { knowledge, interviewer, now: after })];
  });

function rendered(reply: Reply, channel: string) {
  const [message] = render(reply, { traits: traitsOf(channel), isGroup: false }, knowledge.replies);
  return message;
}

test('every outcome is a card that the reference implementation reads without a complaint', () => {
  expect(outcomes.length).toBeGreaterThan(300);
  for (const reply of outcomes) {
    const context = new SerializationContext();
    const card = new AdaptiveCard();
    card.parse(rendered(reply, 'msteams').card, context);
    expect(context.eventCount).toBe(0);
    expect(card.validateProperties().validationEvents).toEqual([]);
  }
});

test('the card holds the verdict, each requirement with its source, that it is guidance, and every choice', () => {
  for (const reply of outcomes) {
    const { card, citations } = rendered(reply, 'webchat');
    const text = JSON.stringify(card);
    expect(text).toContain(reply.parts[0]?.text);
    expect(text).toContain('guidance, not a decision');
    expect(text).toContain('Degree: ');
    citations.forEach((_, i) => expect(text).toContain(`[${i + 1}] Brochure`));
    for (const { label } of reply.choices) expect(text).toContain(`"title":"${label}"`);
  }
});

test('channels without cards get the same in text', () => {
  for (const reply of outcomes) {
    const messages = render(reply, { traits: traitsOf('sms'), isGroup: false }, knowledge.replies);
    const text = messages.map((message) => message.text).join('\n\n');
    expect(messages.flatMap(({ card }) => card ?? [])).toEqual([]);
    expect(text).toContain('guidance, not a decision');
    for (const { label } of reply.choices) expect(text).toContain(label);
  }
});

test('the text says all that the card says', () => {
  for (const reply of outcomes) {
    const { text } = rendered(reply, 'webchat');
    for (const { part } of reply.card?.rows ?? []) expect(text).toContain(part.text);
    const lists = reply.card?.checklist ?? [];
    // If all are ready, the text says just that.
    if (lists.every(({ isReady }) => isReady)) continue;
    for (const { items } of lists) for (const item of items) expect(text).toContain(item);
  }
});
