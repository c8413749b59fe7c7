import { untraced } from '../../knowledge/trace';

const names = new Set(['Leiden', 'November', 'September']);

test.each([
  ['€18,016 per year', '€18,016.00 (14,55,250) per year', []],
  ['€18,016 per year', '18,016 per year', ['€18016']],
  ['$18,016', '€18,016.00', ['$18016']],
  ['90% of graduates', '90 % find employment', []],
  ['90% of graduates', 'the 90 best', ['90%']],
  ['two years', '(2 Years)', []],
  ['three years', '(2 Years)', ['3']],
  ['expected November 2022', 'Expected November 2022', []],
  ['November 2023', 'Expected November 2022', ['2023', 'November'].slice(0, 1)],
  ['Leiden is a name even first', 'the university', ['Leiden']],
  ['The first word is none', 'anything', []],
  ['called JRP2 by the LUMC', 'A research internship JRP2', ['LUMC']],
  ['the course Data@work', 'Data@work (data-driven research)', []],
  ["Leiden's programme", 'Leiden’s masters', []],
  ['IELTS 6.0', 'IELTS - 6.0', []],
  ['IELTS 6.5', 'IELTS - 6.0', ['6.5']],
  ['at least 40 EC', '(at least 40 ec)', []],
])('"%s" resting on "%s" leaves untraced %j', (text, quote, left) => {
  expect(untraced(text, [quote], names)).toEqual(left);
});
