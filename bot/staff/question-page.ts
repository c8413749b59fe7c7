import type { Wording } from '../learn/group';
import { errorSummary, field, type Mistake } from './forms';
import { html, trusted, type Html, type Part } from './html';
import { nearText } from './questions-page';
import { longestText } from './read-plan';
import type { Card, Suggested } from './teach';
import type { Gives } from './teacher';
import { cardName } from './words';

/** A group, with what was chosen in its form if something of it is wrong. */
export interface GroupShown {
  readonly id: string;
  readonly suggested: Suggested;
  readonly listed: Gives['list'];
  readonly given: URLSearchParams;
  readonly mistakes: readonly Mistake[];
}

export function groupPage({ id, suggested, listed, given, mistakes }: GroupShown): Html {
  const { group } = suggested;
  return html`${errorSummary(mistakes)}
    <p class="back"><a href="/staff/questions">All missed questions</a></p>
    <h1>Teach</h1>
    <form method="get" action="/staff/questions/${id}/check">
      <fieldset id="ask">
        <legend>Questions that mean the same</legend>
        ${group.wordings.map((wording) => wordingBox(wording, given))}
      </fieldset>
      <p class="hint">Nearest: ${nearText(group.near)}</p>
      ${cardPart(suggested, listed.cards, given, mistakes)} ${subjectPart(suggested, listed.cards, given, mistakes)}
      <section class="part">
        <h2>It has nothing to do with the programme</h2>
        <button class="button second" name="do" value="ignore">Ignore</button>
      </section>
    </form>`;
}

function wordingBox({ text, ids, why, told }: Wording, given: URLSearchParams): Html {
  const value = ids.join('-');
  const isOn = !given.has('do') || given.getAll('ask').includes(value);
  const reasons = why.map((one) => reasonNames[one]).join(', ');
  return html`<div class="choice">
    <input type="checkbox" id="ask-${ids[0]}" name="ask" value="${value}" ${isOn && trusted(' checked')} />
    <label for="ask-${ids[0]}"
      >“${text}”
      <span class="hint"
        >${ids.length === 1 ? 'once' : `${ids.length} times`}, ${reasons}${told.length > 0 && `: ${told.join(', ')}`}</span
      ></label
    >
  </div>`;
}

const reasonNames = { declined: 'not understood', 'asked-back': 'asked back', 'voted-down': 'voted down when told' } as const;

function cardPart(
  { group, suggestion }: Suggested,
  cards: readonly Card[],
  given: URLSearchParams,
  mistakes: readonly Mistake[],
): Html {
  const chosen = given.get('card') ?? (suggestion.kind === 'phrasings' ? suggestion.id : '');
  const near = group.near.map(({ id }) => id);
  const groups = [
    { label: 'Nearest', of: group.near },
    { label: 'Topics', of: cards.filter(({ id, kind }) => kind === 'answer' && !near.includes(id)) },
    { label: 'Not in the brochure', of: cards.filter(({ id, kind }) => kind === 'unknown' && !near.includes(id)) },
    { label: 'Other', of: cards.filter(({ id, kind }) => kind !== 'answer' && kind !== 'unknown' && !near.includes(id)) },
  ];
  const options = groups.map(({ label, of }) => of.length > 0 && html`<optgroup label="${label}">${of.map((card) => option(card, chosen))}</optgroup>`); // prettier-ignore
  return html`<section class="part">
    <h2>It asks for something that is there</h2>
    ${select(
      'card',
      'What it asks for',
      html`<option value="">Choose</option>
        ${options}`,
      mistakes,
    )}
    <button class="button" name="do" value="assign">Check it</button>
  </section>`;
}

function option(card: Pick<Card, 'id' | 'title'>, chosen: string): Html {
  const { id } = card;
  return html`<option value="${id}" ${id === chosen && trusted(' selected')}>${cardName(card)}</option>`;
}

function select(name: string, label: string, options: Part, mistakes: readonly Mistake[]): Html {
  const wrong = mistakes.find((one) => one.field === name);
  const described = wrong && html` aria-invalid="true" aria-describedby="${name}-error"`;
  return html`<div class="field${wrong && ' wrong'}">
    <label for="${name}">${label}</label>
    ${wrong && html`<p class="error" id="${name}-error"><span class="aside">Error: </span>${wrong.text}</p>`}
    <select id="${name}" name="${name}" ${described}>
      ${options}
    </select>
  </div>`;
}

function subjectPart({ card }: Suggested, cards: readonly Card[], given: URLSearchParams, mistakes: readonly Mistake[]): Html {
  const value = (name: 'id' | 'title' | 'about') => given.get(name) ?? card[name];
  const near = given.get('near') ?? card.near[0] ?? '';
  const topics = cards.filter(({ kind }) => kind === 'answer');
  return html`<section class="part">
    <h2>The brochure says nothing about it</h2>
    <p class="hint">From then on the assistant says so, and names what comes nearest.</p>
    ${field({ name: 'title', label: 'Title', hint: 'As on a button: “Parking”.', value: value('title'), most: longestText }, mistakes)}
    ${field({ name: 'about', label: 'The brochure does not say anything about …', hint: 'As in the middle of a sentence: “parking at the faculty”.', value: value('about'), most: longestText }, mistakes)}
    ${select(
      'near',
      'The topic that comes nearest',
      topics.map((topic) => option(topic, near)),
      mistakes,
    )}
    ${field({ name: 'id', label: 'Short name', hint: 'For the files: lower-case words joined by hyphens.', value: value('id'), most: longestText }, mistakes)}
    <button class="button" name="do" value="subject">Check it</button>
  </section>`;
}
