import type { CallArguments } from '../../caller/index.js';
import type { Parameter } from '../../model/model.js';
import { sortedBy } from '../../util/order.js';
import { createPatternTest } from '../check/patterns.js';
import type { Answers } from './answers.js';
import type { ArgumentSource } from './argument-sources.js';
import { toSortKey, type PlannedOperation } from './plan.js';

/** So many combinations are tried before an operation counts as asked with all. */
const MAX_COMBINATIONS = 200;

/**
 * Chooses the arguments of the next request of an operation: such as no request before had.
 *
 * @param used what earlier requests had; the chosen ones are added.
 * @returns undefined when there are no others.
 */
export function chooseArguments(
  planned: PlannedOperation,
  answers: Answers,
  used: Set<string>,
  seed: string,
): CallArguments | undefined {
  const candidates = listCandidates(planned, answers, seed);
  for (let index = 0; index < MAX_COMBINATIONS; index += 1) {
    const chosen = combine(planned, candidates, index);
    if (chosen === undefined) return undefined;
    const key = JSON.stringify([[...chosen.parameters.values()], chosen.body?.value]);
    if (used.has(key)) continue;
    used.add(key);
    return chosen;
  }
  return undefined;
}

/** A value of an argument, with those of the arguments that belong to it: the keys of its parents. */
interface Candidate {
  readonly value: unknown;
  readonly parents?: ReadonlyMap<string, unknown>;
}

type Candidates = ReadonlyMap<Parameter, readonly Candidate[]>;

function listCandidates({ sources }: PlannedOperation, answers: Answers, seed: string): Candidates {
  return new Map(
    [...sources].map(([parameter, alternatives]) => {
      // A header holds no others (Fetch, section 2.2.2).
      const isSendable = ({ value }: Candidate) =>
        parameter.in !== 'header' || !/[^\u0020-\u00ff]/.test(String(value));
      const fits = createFit(parameter);
      const lists = alternatives.map((source) =>
        source.kind === 'fixed'
          ? listValues(source, answers, seed)
          : listValues(source, answers, seed).filter(
              (candidate) => isSendable(candidate) && fits(candidate.value),
            ),
      );
      return [parameter, lists.find(({ length }) => length > 0) ?? []];
    }),
  );
}

/** The test whether a value of an answer can be one of a parameter: a name is no UUID, no number, and no `*.txt`. */
function createFit({ type, docs }: Parameter): (value: unknown) => boolean {
  if (type.kind !== 'scalar') return () => true;
  if (type.format === 'uuid')
    return (value) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(value));
  const { minimum = -Infinity, maximum = Infinity, ...limits } = docs.constraints ?? {};
  const { minLength = 0, maxLength = Infinity, pattern } = limits;
  if (type.scalar === 'integer' || type.scalar === 'number')
    return (value) => {
      const number = Number(value);
      return Number.isFinite(number) && number >= minimum && number <= maximum;
    };
  const matches = pattern === undefined ? () => true : createPatternTest(pattern);
  return (value) => {
    const text = String(value);
    return text.length >= minLength && text.length <= maxLength && matches(text);
  };
}

function listValues(source: ArgumentSource, answers: Answers, seed: string): readonly Candidate[] {
  const inOrder = (candidates: readonly Candidate[]) =>
    seed === '' ? candidates : sortedBy(candidates, ({ value }) => toSortKey(seed, String(value)));
  switch (source.kind) {
    case 'fixed':
      return source.values.map((value) => ({ value }));
    case 'collection':
      return inOrder(
        answers.getKeys(source.list).map(({ key, parents }) => ({ value: key, parents })),
      );
    case 'property':
      return inOrder(answers.getValues(source.name).map((value) => ({ value })));
  }
}

/** The innermost key of a path decides those of its parents. */
function combine(
  { sources, body }: PlannedOperation,
  candidates: Candidates,
  index: number,
): CallArguments | undefined {
  const parents = new Map<string, unknown>();
  const chosen = new Map<Parameter, unknown>();
  for (const parameter of [...sources.keys()].reverse()) {
    const values = candidates.get(parameter) ?? [];
    const candidate = values[index % values.length];
    if (candidate === undefined) return undefined;
    const name = parameter.wireName.toLowerCase();
    chosen.set(parameter, parents.has(name) ? parents.get(name) : candidate.value);
    for (const [parent, value] of candidate.parents ?? [])
      if (!parents.has(parent)) parents.set(parent, value);
  }
  return {
    parameters: new Map([...chosen].reverse()),
    ...(body && {
      body: { content: body.content, value: body.values[index % body.values.length] },
    }),
  };
}
