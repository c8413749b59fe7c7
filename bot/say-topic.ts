import type { Knowledge } from '../knowledge/knowledge';
import type { Part } from './types';

/** The answer of a topic with its citations, and what must be said with it. Nothing if there is no such topic. */
export function sayTopic(id: string, { knowledge, now }: { readonly knowledge: Knowledge; readonly now: Date }): readonly Part[] {
  const topic = knowledge.topics.get(id);
  if (!topic) return [];
  const outdated = topic.outdated && now >= topic.outdated.at ? topic.outdated.remark : undefined;
  const remarks = [topic.oddity, outdated].filter((remark) => remark !== undefined);
  return [{ kind: 'fact', topic: id, text: topic.answer, citations: topic.citations, remarks }];
}
