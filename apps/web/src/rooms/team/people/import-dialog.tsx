import type { PeopleFileAnswer, PeopleFileRow, PeopleMapping } from '@mosaajii/contract/people-files';
import { type ChangeEvent, useState } from 'react';
import type { ApiProblem } from '../../../platform/api/index.ts';
import { formatNumber, t } from '../../../platform/i18n/index.ts';
import { Button, Chip, Drawer, Field, Notice, Select, Skeleton, type Tone } from '../../../platform/ui/index.ts';
import { peopleApi } from './people-api.ts';
import { ROLE_WORDS } from './person-words.tsx';
import { useChange } from './use-people.ts';

const MOST_BYTES = 512 * 1024;

type Stage =
  | { readonly kind: 'choose' }
  | { readonly kind: 'preview'; readonly content: string; readonly answer: PeopleFileAnswer }
  | { readonly kind: 'done'; readonly answer: PeopleFileAnswer };

/** Takes people in from a file: choose, look at what would happen with each row, then do it. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const change = useChange();
  const [stage, setStage] = useState<Stage>({ kind: 'choose' });
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const preview = async (content: string, more: object = {}) => {
    setPending(true);
    const judged = await peopleApi.previewFile({ content, ...more });
    setPending(false);
    setProblem(judged.ok ? null : wordsOf(judged.error));
    if (judged.ok) setStage({ kind: 'preview', content, answer: judged.value });
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file === undefined) return;
    if (file.size > MOST_BYTES) return setProblem(t('team.fileTooLarge'));
    if (file.size === 0) return setProblem(t('team.fileEmpty'));
    await preview(await base64Of(file));
  };
  const run = async ({ content, answer }: Extract<Stage, { kind: 'preview' }>) => {
    setPending(true);
    const { format, mapping } = answer;
    const done = await change(peopleApi.importFile({ content, format, mapping }));
    setPending(false);
    if (done !== null) setStage({ kind: 'done', answer: done });
  };
  return (
    <Drawer
      title={t('team.importTitle')}
      onClose={onClose}
      footer={
        stage.kind === 'preview' ? (
          <Button
            variant="primary"
            isPending={isPending}
            onClick={() => void (takenIn(stage.answer) === 0 ? onClose() : run(stage))}
          >
            {takenIn(stage.answer) === 0
              ? t('team.importNothing')
              : t('team.importRun', { count: takenIn(stage.answer) })}
          </Button>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-4">
        {stage.kind === 'done' ? null : (
          <Field label={t('team.file')} hint={<span className="text-sm text-ink-3">{t('team.fileHint')}</span>}>
            <FileInput onChange={(event) => void choose(event)} />
          </Field>
        )}
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
        {isPending && stage.kind === 'choose' ? <Skeleton className="h-40" /> : null}
        {stage.kind === 'preview' ? (
          <Columns
            answer={stage.answer}
            onChange={(mapping) => void preview(stage.content, { format: stage.answer.format, mapping })}
          />
        ) : null}
        {stage.kind === 'done' ? <Notice tone="success">{t('team.importDone')}</Notice> : null}
        {stage.kind === 'choose' ? null : <Rows answer={stage.answer} />}
      </div>
    </Drawer>
  );
}

function FileInput({ onChange }: { readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void }) {
  return (
    <input
      type="file"
      accept=".csv,.txt,text/csv"
      aria-label={t('team.file')}
      onChange={onChange}
      className="w-full min-w-0 text-sm file:me-3 file:min-h-(--control) file:rounded-control file:border file:border-line-strong file:bg-surface file:px-3.5 file:font-semibold"
    />
  );
}

/** Which column is what; a change is looked at again at once. */
function Columns({
  answer,
  onChange,
}: {
  readonly answer: PeopleFileAnswer;
  readonly onChange: (mapping: PeopleMapping) => void;
}) {
  const { mapping, columns } = answer;
  const set = (part: Partial<PeopleMapping>) => onChange({ name: 0, email: null, role: null, ...mapping, ...part });
  const options = columns.map((column, index) => (
    <option key={index} value={index}>
      {column === '' ? index + 1 : column}
    </option>
  ));
  const optional = (value: string) => (value === '' ? null : Number(value));
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label={t('team.name')}>
        <Select value={mapping?.name ?? ''} onChange={(event) => set({ name: Number(event.target.value) })}>
          {mapping === null ? <option value="">{t('team.chooseColumn')}</option> : null}
          {options}
        </Select>
      </Field>
      <Field label={t('team.email')}>
        <Select value={mapping?.email ?? ''} onChange={(event) => set({ email: optional(event.target.value) })}>
          <option value="">{t('team.noColumn')}</option>
          {options}
        </Select>
      </Field>
      <Field label={t('team.role')}>
        <Select value={mapping?.role ?? ''} onChange={(event) => set({ role: optional(event.target.value) })}>
          <option value="">{t('team.noColumn')}</option>
          {options}
        </Select>
      </Field>
    </div>
  );
}

const OUTCOMES: Record<
  PeopleFileRow['outcome'],
  { readonly words: `team.row-${PeopleFileRow['outcome']}`; readonly tone: Tone }
> = {
  created: { words: 'team.row-created', tone: 'success' },
  invited: { words: 'team.row-invited', tone: 'brand' },
  unchanged: { words: 'team.row-unchanged', tone: 'neutral' },
  rejected: { words: 'team.row-rejected', tone: 'danger' },
};
const MOST_SHOWN = 200;

function Rows({ answer }: { readonly answer: PeopleFileAnswer }) {
  // What needs a person comes first.
  const sorted = [...answer.rows].sort((a, b) => Number(b.outcome === 'rejected') - Number(a.outcome === 'rejected'));
  return (
    <>
      <p className="flex flex-wrap gap-2">
        {Object.entries(OUTCOMES).map(([outcome, { words, tone }]) => (
          <Chip key={outcome} tone={tone}>
            {t(words)} {formatNumber(answer.counts[outcome as PeopleFileRow['outcome']])}
          </Chip>
        ))}
      </p>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line">
        {sorted.slice(0, MOST_SHOWN).map((row) => (
          <li key={row.rowNumber} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <span className="num w-10 flex-none text-sm text-ink-3">{row.rowNumber}</span>
            <span className="min-w-40 flex-1">
              <span className="break-words font-medium">{row.displayName}</span>
              <span className="block break-all text-sm text-ink-3">
                {[row.email, row.role === null ? null : t(ROLE_WORDS[row.role])].filter(Boolean).join(' · ')}
              </span>
              {row.reason === null ? null : <span className="block text-sm text-ink-2">{row.reason}</span>}
            </span>
            <Chip size="sm" tone={OUTCOMES[row.outcome].tone}>
              {t(OUTCOMES[row.outcome].words)}
            </Chip>
          </li>
        ))}
      </ul>
      {sorted.length > MOST_SHOWN ? (
        <p className="text-sm text-ink-3">{t('team.rowsMore', { shown: MOST_SHOWN, total: sorted.length })}</p>
      ) : null}
    </>
  );
}

function takenIn({ counts }: PeopleFileAnswer): number {
  return counts.created + counts.invited;
}

function wordsOf(problem: ApiProblem): string {
  return problem.code === 'unreachable' ? `${problem.title}. ${problem.action}` : problem.detail;
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}
