import { settingNames } from '../../bot/config';
import { loadConfig } from '../../bot/load-config';
import { secretSettings } from '../../bot/secrets';
import { textOf } from './files';

interface Parameter {
  readonly type: string;
  readonly defaultValue?: unknown;
}

interface Resource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly condition?: string;
  readonly dependsOn?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly $schema: string;
  readonly contentVersion: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, object>>;
}

interface Given {
  readonly parameters: Readonly<Record<string, { readonly value?: unknown; readonly reference?: object }>>;
}

interface ContainerApp {
  readonly configuration: {
    readonly secrets: readonly { readonly name: string }[];
    readonly ingress: { readonly targetPort: number };
  };
  readonly template: {
    readonly terminationGracePeriodSeconds: number;
    readonly containers: readonly [
      { readonly env: readonly Setting[]; readonly probes: readonly { readonly httpGet: object }[] },
    ];
    readonly scale: { readonly minReplicas: number };
  };
}

interface Setting {
  readonly name: string;
  readonly value?: string;
  readonly secretRef?: string;
}

const template = JSON.parse(textOf('deploy/azure/main.json')) as Template;
const given = (JSON.parse(textOf('deploy/azure/parameters.json')) as Given).parameters;
const { parameters, variables, resources } = template;

/** All expressions, which stand in square brackets, also where they are a key. */
const expressionsIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"\[((?:[^"\\]|\\.)*)\]"/g)].map(([, text = '']) => text);
const expressions = expressionsIn(template);
const namesIn = (texts: readonly string[], what: string) =>
  texts.flatMap((text) => [...text.matchAll(new RegExp(`\\b${what}\\('([^']+)'\\)`, 'g'))].map(([, name = '']) => name));

const secure = Object.entries(parameters).flatMap(([name, { type }]) => (/^secure/i.test(type) ? [name] : []));
const [app] = resources.filter(({ type }) => type === 'Microsoft.App/containerApps');
const { configuration, template: runs } = app?.properties as unknown as ContainerApp;
const [{ env, probes }] = runs.containers;

test('it is a template: schema, version, and of each resource a type, a name, and a version of the service that is no preview', () => {
  expect(template.$schema).toMatch(/\/2019-04-01\/deploymentTemplate\.json#$/);
  expect(template.contentVersion).toMatch(/^\d+(\.\d+){3}$/);
  for (const { type, name, apiVersion } of resources) {
    expect(type).toMatch(/^Microsoft\.\w+(\/\w+)+$/);
    expect(name).toMatch(/^\[.+\]$/);
    expect(apiVersion).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
  }
  const versions = resources.map(({ type, apiVersion }) => `${type.split('/').slice(0, 2).join('/')} ${apiVersion}`);
  expect(new Set(versions).size).toBe(new Set(versions.map((one) => one.split(' ')[0])).size);
});

test('brackets and quotes of every expression close', () => {
  for (const text of expressions) {
    const outside = text.replace(/'(?:[^']|'')*'/g, '');
    expect(outside).not.toContain("'");
    expect(outside.split('(').length).toBe(outside.split(')').length);
  }
});

test('every parameter and variable that is named is there, and every one is named', () => {
  for (const [what, all] of [['parameters', parameters], ['variables', variables]] as const)
    expect([...new Set(namesIn(expressions, what))].sort()).toEqual(Object.keys(all).sort());
}); // prettier-ignore

/** As resourceId() says it: the type, and the parts of the name. */
const idOf = ({ type, name }: Resource) => {
  const inner = name.slice(1, -1);
  const parts = /^concat\((.+), '\/([^']+)'\)$/.exec(inner) ?? /^concat\((.+), '\/', (.+)\)$/.exec(inner);
  const last = parts?.[2]?.startsWith('variables') ? parts[2] : `'${parts?.[2] ?? ''}'`;
  return `resourceId('${type}', ${parts ? `${parts[1] ?? ''}, ${last}` : inner})`;
};

test('every resource that is named is in the template', () => {
  const ids = resources.map(idOf);
  const named = expressions.flatMap((text) => [...text.matchAll(/\bresourceId\('[^']+'(?:, (?:'[^']*'|\w+\('[^']*'\)))+\)/g)].map(([id]) => id));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
}); // prettier-ignore

test('what another resource is read from is waited for', () => {
  for (const resource of resources) {
    const { dependsOn = [], ...others } = resource;
    const read = expressionsIn(others).flatMap((text) =>
      [...text.matchAll(/\b(?:reference|listKeys)\((resourceId\((?:[^()]|\([^()]*\))*\))/g)].map(([, id = '']) => id),
    );
    const missing = read.filter((id) => !dependsOn.includes(`[${id}]`) && id !== idOf(resource));
    // The identity's is read through a variable's resource that others wait for already.
    expect([resource.type, missing.filter((id) => !isWaitedFor(id, dependsOn))]).toEqual([resource.type, []]);
  }
});

/** By what is waited for in turn. */
function isWaitedFor(id: string, dependsOn: readonly string[]): boolean {
  return dependsOn.some((one) => {
    const next = resources.find((resource) => one === `[${idOf(resource)}]` || (one === "[variables('botId')]" && resource.type.endsWith('botServices'))); // prettier-ignore
    return next !== undefined && (`[${id}]` === one || isWaitedFor(id, next.dependsOn ?? []));
  });
}

test('no secret is a plain parameter, stands in the settings of the container, or is told at the end', () => {
  expect(Object.keys(parameters).filter((name) => /password|key|token|secret/i.test(name) && !secure.includes(name))).toEqual([]);
  expect(namesIn(expressionsIn([env, template.outputs]), 'parameters').filter((name) => secure.includes(name))).toEqual([]);
  expect(secure.filter((name) => ![undefined, ''].includes(parameters[name]?.defaultValue as undefined) && JSON.stringify(parameters[name]?.defaultValue) !== '{}')).toEqual([]); // prettier-ignore
  const secrets = env.flatMap(({ secretRef }) => secretRef ?? []);
  expect([...secrets].sort()).toEqual(configuration.secrets.map(({ name }) => name).sort());
  expect(env.filter(({ name, secretRef }) => (secretSettings as readonly string[]).includes(name) !== Boolean(secretRef))).toEqual([]); // prettier-ignore
});

test('the bot takes the settings, and they hold together', () => {
  expect(env.map(({ name }) => name).filter((name) => !settingNames.includes(name))).toEqual([]);
  const sample: Readonly<Record<string, string>> = {
    DATABASE_URL: 'postgres://assistant:x@server.example:5432/assistant?sslmode=verify-full',
    DIRECT_LINE_SIGNING_KEY: 'a key that is only known to the tests 0123456789',
    MicrosoftAppId: '00000000-0000-4000-8000-000000000001',
    MicrosoftAppTenantId: '00000000-0000-4000-8000-000000000002',
    RETENTION_DAYS: '30',
  };
  const set = env.map(({ name, value = '' }) => [name, sample[name] ?? (value.startsWith('[') ? '' : value)] as const);
  const config = loadConfig(Object.fromEntries(set));
  expect(config).toMatchObject({ MicrosoftAppType: 'UserAssignedMSI', isLocal: false, PORT: configuration.ingress.targetPort });
  expect(runs.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(config.DRAIN_SECONDS + 30);
});

test('two replicas at least, and probes that the bot answers', () => {
  expect(runs.scale.minReplicas).toBe(2);
  expect(probes.map(({ httpGet }) => httpGet)).toEqual(['/health', '/health', '/ready'].map((path) => ({ path, port: 3978 })));
});

test('each channel is one that the service knows, and is there only if it is asked for', () => {
  const channels = resources.filter(({ type }) => type === 'Microsoft.BotService/botServices/channels');
  const names = channels.map(({ properties }) => String(properties?.channelName));
  expect(names).toEqual(['MsTeamsChannel', 'DirectLineChannel', 'TelegramChannel', 'SlackChannel', 'FacebookChannel', 'LineChannel', 'SmsChannel']); // prettier-ignore
  for (const { name, condition, properties } of channels) {
    expect(name).toBe(`[concat(variables('bot'), '/${String(properties?.channelName)}')]`);
    expect(namesIn([condition ?? ''], 'parameters')).toHaveLength(1);
  }
});

test('parameters.json gives what must be given, nothing else, and secrets only by their place in a vault', () => {
  expect(Object.keys(given).filter((name) => !(name in parameters))).toEqual([]);
  expect(Object.keys(parameters).filter((name) => parameters[name]?.defaultValue === undefined && !(name in given))).toEqual([]);
  for (const [name, one] of Object.entries(given))
    expect([name, Object.keys(one)]).toEqual([name, [secure.includes(name) ? 'reference' : 'value']]);
});
