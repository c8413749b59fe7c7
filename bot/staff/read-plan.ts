import type { Mistake } from './forms';
import type { Plan } from './teach';
import type { Gives } from './teacher';

/** What a form of a missed question asks for. */
export type Wish =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'ignore'; readonly ids: readonly number[] }
  | { readonly kind: 'wrong'; readonly mistakes: readonly Mistake[] };

/** Nothing of a card is longer. */
export const longestText = 100;

export function readPlan(form: URLSearchParams, { cards }: Gives['list']): Wish {
  const ids = form.getAll('ask').flatMap((list) => list.split('-')).map(Number).filter(Number.isSafeInteger); // prettier-ignore
  const none = ids.length === 0 ? [{ field: 'ask', text: 'Choose at least one of the questions' }] : [];
  switch (form.get('do')) {
    case 'ignore':
      return none.length > 0 ? { kind: 'wrong', mistakes: none } : { kind: 'ignore', ids };
    case 'assign': {
      const id = textIn(form, 'card');
      const wrong = cards.some((card) => card.id === id) ? none : [...none, { field: 'card', text: 'Choose what it asks for' }];
      return wrong.length > 0 ? { kind: 'wrong', mistakes: wrong } : { kind: 'plan', plan: { ids, to: { kind: 'card', id } } };
    }
    case 'subject':
      return subjectIn(form, ids, none);
    default:
      return { kind: 'wrong', mistakes: [{ field: 'card', text: 'Choose what to do about it' }] };
  }
}

function subjectIn(form: URLSearchParams, ids: readonly number[], none: readonly Mistake[]): Wish {
  const [id, title, about, near] = ['id', 'title', 'about', 'near'].map((name) => textIn(form, name)) as [string, string, string, string]; // prettier-ignore
  const wrong = [
    ...none,
    ...(title === '' ? [{ field: 'title', text: 'Enter a title' }] : []),
    ...(about === '' ? [{ field: 'about', text: 'Enter what the brochure says nothing about' }] : []),
    ...(near === '' ? [{ field: 'near', text: 'Choose the topic that comes nearest' }] : []),
    ...(/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) ? [] : [{ field: 'id', text: 'Enter a short name of lower-case words joined by hyphens' }]), // prettier-ignore
  ];
  if (wrong.length > 0) return { kind: 'wrong', mistakes: wrong };
  return { kind: 'plan', plan: { ids, to: { kind: 'subject', card: { id, title, about, near: [near] } } } };
}

function textIn(form: URLSearchParams, name: string): string {
  return [...(form.get(name) ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]+/gu, ' ').trim()].slice(0, longestText).join('');
}
