import { join } from 'node:path';

// Both the sources (bot/) and the built files (dist/) lie one folder below the root of the project.
export const root = join(__dirname, '..');

/** What the bot itself writes: the state of conversations. */
export const dataFolder = join(root, 'data');
export const knowledgeFolder = join(root, 'knowledge');
/** The widget and its page, as the build leaves them. */
export const siteFolder = join(root, 'dist', 'widget');
/** What the thread that looks at the knowledge base runs. */
export const knowledgeThread = join(root, 'dist', 'knowledge-thread.js');
/** What the thread that teaches at /staff runs. */
export const staffThread = join(root, 'dist', 'staff-thread.js');
/** Labelled questions, by which a change is tried; where only the built files are they are not there. */
export const questionFolder = join(root, 'tests', 'questions');
export const modelFolder = join(root, 'dist', 'models');
