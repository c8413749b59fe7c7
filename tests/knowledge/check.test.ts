import { changed, problemsOf, type Change } from './files';

const practical = 'topics/practical.yaml';
const curriculum = 'topics/curriculum.yaml';

test('the knowledge base holds', () => {
  expect(problemsOf(changed())).toEqual([]);
});

/** One slip, and the line that it must be told in. */
const slips: readonly (readonly [name: string, change: Change, told: RegExp])[] = [
  [
    'wrong type',
    { file: practical, from: 'title: Department', to: 'title: [Department]' },
    /^topics\/practical\.yaml:4:10 {2}"title" is a list; write text/,
  ],
  [
    'unknown key',
    { file: practical, from: 'about: the department', to: 'abuot: x\n  about: the department' },
    /^topics\/practical\.yaml:5:3 {2}unknown key "abuot"; the keys here are id, title, about/,
  ],
  [
    'missing key',
    { file: practical, from: '  about: the department\n', to: '' },
    /^topics\/practical\.yaml:3:3 {2}"about" is missing; add it, as text/,
  ],
  [
    'duplicate id',
    { file: practical, from: '- id: contact', to: '- id: location' },
    /^topics\/practical\.yaml:\d+:7 {2}the id "location" is taken/,
  ],
  [
    'missing quote',
    {
      file: practical,
      from: '    - place: Start date\n      quote: Start date Expected September 2022',
      to: '    - place: Start date',
    },
    /^topics\/practical\.yaml:\d+:\d+ {2}"cite\.0\.quote" is missing/,
  ],
  [
    'quote not in the source',
    { file: practical, from: 'quote: Get in touch', to: 'quote: Get in contact' },
    /^topics\/practical\.yaml:\d+:14 {2}the quote "Get in contact" is not in the source/,
  ],
  [
    'number not in the quote',
    { file: curriculum, from: 'ec: 4 EC', to: 'ec: 7 EC' },
    /^topics\/curriculum\.yaml:\d+:11 {2}"7" of the answer stands in none of its quotes/,
  ],
  [
    'amount in another currency',
    { file: practical, from: 'fee: €18,016', to: 'fee: $18,016' },
    /^topics\/practical\.yaml:\d+:11 {2}"\$18016" of the answer stands in none of its quotes/,
  ],
  [
    'name not in the quote',
    { file: practical, from: 'The department is the Leiden', to: 'The department is the Utrecht and Leiden' },
    /"Utrecht" of the answer stands in none of its quotes/,
  ],
  [
    'number in words not in the quote',
    { file: 'topics/programme.yaml', from: 'years: two years', to: 'years: three years' },
    /^topics\/programme\.yaml:\d+:\d+ {2}"3" of the answer stands in none of its quotes/,
  ],
  [
    'number written out',
    { file: practical, from: 'fee is {fee} per year', to: 'fee is €18,016 per year' },
    /the number €18,016 is written out in the answer; put it under "facts"/,
  ],
  [
    'tab',
    { file: practical, from: '  title: Address', to: '\ttitle: Address' },
    /^topics\/practical\.yaml:\d+:1 {2}a tab in the indentation; indent with two spaces/,
  ],
  [
    'duplicate key',
    { file: practical, from: 'title: Tuition fee\n', to: 'title: Tuition fee\n  title: Fees\n' },
    /^topics\/practical\.yaml:\d+:3 {2}the key "title" stands twice; keep one of the two/,
  ],
  [
    'broken YAML',
    { file: practical, from: 'answer: The tuition fee', to: 'answer: "The tuition fee' },
    /^topics\/practical\.yaml:\d+:\d+ {2}not readable as YAML/,
  ],
  [
    'a text that begins with an asterisk',
    { file: practical, from: 'answer: The tuition fee', to: 'answer: *The* tuition fee' },
    /^topics\/practical\.yaml:\d+:11 {2}a text that begins with "\*" means something else in YAML; put the text in quotes/,
  ],
  [
    'a text that begins with an ampersand',
    { file: practical, from: 'title: Department', to: 'title: &Department' },
    /^topics\/practical\.yaml:4:10 {2}a text that begins with "&" means something else in YAML; put the text in quotes/,
  ],
  [
    'a text that begins with an exclamation mark',
    { file: practical, from: 'title: Department', to: 'title: !Department of' },
    /^topics\/practical\.yaml:4:\d+ {2}a text that begins with "!" means something else in YAML; put the text in quotes/,
  ],
  [
    'dangling see',
    { file: practical, from: 'see: [department, contact]', to: 'see: [departement, contact]' },
    /^topics\/practical\.yaml:\d+:9 {2}there is no topic "departement"/,
  ],
  [
    'dangling near',
    { file: 'not-covered/money.yaml', from: 'near: [tuition-fee]', to: 'near: [tuition]' },
    /^not-covered\/money\.yaml:6:10 {2}there is no topic "tuition"/,
  ],
  [
    'unknown fact',
    { file: practical, from: '{fee}', to: '{price}' },
    /^topics\/practical\.yaml:\d+:11 {2}there is no fact "price"/,
  ],
  ['unknown remark', { file: practical, from: 'remark: check-current', to: 'remark: check' }, /there is no remark "check"/],
  [
    'unknown requirement',
    { file: 'topics/admission.yaml', from: 'requirement: degree', to: 'requirement: diploma' },
    /there is no requirement "diploma"/,
  ],
  [
    'same phrasing under two topics',
    { file: 'phrasings/deadline.yaml', from: '- ', to: '- When do lessons start, exactly?\n- when do lessons start exactly\n- ' },
    /^phrasings\/deadline\.yaml:3:3 {2}the phrasing "when do lessons start exactly" stands in phrasings\/deadline\.yaml already/,
  ],
  [
    'threshold not in the quote',
    { file: 'requirements.yaml', from: 'total: 80, component: 20', to: 'total: 90, component: 20' },
    /^requirements\.yaml:\d+:23 {2}90 \(TOEFL \(internet based\), total\) stands in none of its quotes/,
  ],
  [
    'unknown placeholder in a sentence',
    { file: 'replies.yaml', from: '{about}', to: '{subject}' },
    /^replies\.yaml:\d+:\d+ {2}"unknown" is not right; unknown \{subject\}: it may use \{about\}/,
  ],
  [
    'sentence missing',
    { file: 'replies.yaml', from: 'noText:', to: 'noTxt:' },
    /unknown key "noTxt"; the keys here are welcome, help/,
  ],
  [
    'number in what is not answered',
    { file: 'not-covered/money.yaml', from: 'about: a fee for applying', to: 'about: a fee of 100 for applying' },
    /a number in what is not answered/,
  ],
  [
    'sentence of the source not accounted for',
    { file: 'sources/brochure.txt', from: 'Get in touch', to: 'Get in touch\nWe award ten scholarships a year.' },
    /nothing rests on "We award ten scholarships a year"/,
  ],
  [
    'fact against another quote of its card',
    { file: 'sources/brochure.txt', from: 'Full Time (2 Years)', to: 'Full Time (3 Years)' },
    /the quote "\(2 Years\)" is not in the source/,
  ],
  [
    'a remark that is no longer true',
    { file: practical, from: 'date: November 2022', to: 'date: May 2022' },
    /May 2022 does come before September 2022; take "mustPrecede" and its remark away/,
  ],
  [
    'phrasings of nobody',
    { file: 'topics/programme.yaml', from: '- id: covid', to: '- id: corona' },
    /^phrasings\/covid\.yaml:2:\d+ {2}no card has the id "covid"/,
  ],
];

test.each(slips)('told with its place: %s', (_name, change, told) => {
  const problems = problemsOf(changed(change));
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.join('\n')).toMatch(new RegExp(told.source, 'm'));
});

test('ten slips in one run are all told, each with file, line and column', () => {
  const ten = [
    'wrong type',
    'unknown key',
    'duplicate id',
    'missing quote',
    'quote not in the source',
    'number not in the quote',
    'tab',
    'duplicate key',
    'dangling near',
    'same phrasing under two topics',
  ];
  const chosen = slips.filter(([name]) => ten.includes(name));
  const problems = problemsOf(changed(...chosen.map(([, change]) => change)));
  for (const [, , told] of chosen) expect(problems.join('\n')).toMatch(new RegExp(told.source.replace(/:\d+:/, ':\\d+:'), 'm'));
  for (const problem of problems) expect(problem).toMatch(/^[\w/.-]+\.yaml:\d+:\d+ {2}\S.*; \S/);
});

test('a new fee is one line, and the check fails until the quote agrees with the source', () => {
  const fee = { file: practical, from: 'fee: €18,016', to: 'fee: €19,500' };
  const problems = problemsOf(changed(fee));
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) expect(problem).toMatch(/"€19500" of the answer stands in none of its quotes/);
  const quote = { file: practical, from: 'Tuition fees €18,016.00 (14,55,250) per year', to: 'Tuition fees €19,500.00 per year' };
  expect(problemsOf(changed(fee, quote)).join('\n')).toMatch(/the quote "Tuition fees €19,500.00 per year" is not in the source/);
  const source = { file: 'sources/brochure.txt', from: '€18,016.00 (14,55,250) per year', to: '€19,500.00 per year' };
  expect(problemsOf(changed(fee, quote, source))).toEqual([]);
});

test('an id is taken even if the other card that has it is malformed', () => {
  const malformed = { file: practical, from: 'about: the address\n', to: 'abuot: the address\n' };
  const taken = { file: practical, from: '- id: contact', to: '- id: location' };
  expect(problemsOf(changed(malformed, taken)).join('\n')).toMatch(/practical\.yaml:\d+:7 {2}the id "location" is taken/);
});
