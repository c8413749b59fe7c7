export { grades, judge, type Grade } from '../../bot/learn/judge';
