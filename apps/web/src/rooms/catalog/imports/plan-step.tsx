import type { ImportDetail, ImportPreview, ImportSample, ImportSummary } from '@mosaajii/contract';
import { useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Notice, Skeleton } from '../../../platform/ui/index.ts';
import { cancelImport, fetchImport, previewImport, problemOf, startImport } from '../catalog-api.ts';
import { useCurrency, useTaxClasses } from '../use-shop.ts';
import { ColumnsCard } from './columns-card.tsx';
import { DefaultsCard } from './defaults-card.tsx';
import { FormatCard } from './format-card.tsx';
import { type PlanDraft, type PlanError, planErrors, planFrom, planOf } from './import-plan.ts';
import { PreviewCard } from './preview-card.tsx';

export interface PlanStepProps {
  readonly uploaded: ImportDetail;
  readonly onChecked: (isChecked: boolean) => void;
  readonly onStarted: (summary: ImportSummary) => void;
  readonly onDrop: () => void;
}

/** What is what in the file, what to take where it is silent, and what would happen. */
export function PlanStep(props: PlanStepProps) {
  const [usual] = useTaxClasses();
  const { sample } = props.uploaded;
  if (usual === undefined || sample === null) return <Skeleton className="h-80 w-full" />;
  return <PlanForm {...props} sample={sample} taxClassId={usual.taxClassId} />;
}

function PlanForm({
  uploaded,
  sample: first,
  taxClassId,
  onChecked,
  onStarted,
  onDrop,
}: PlanStepProps & { sample: ImportSample; taxClassId: string }) {
  const { importId } = uploaded.import;
  const currency = useCurrency();
  const [sample, setSample] = useState(first);
  const [draft, setDraft] = useState<PlanDraft>(() => planFrom(first, taxClassId));
  const [errors, setErrors] = useState<readonly PlanError[]>([]);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [work, setWork] = useState<'none' | 'checking' | 'starting'>('none');
  const [failure, setFailure] = useState<string | null>(null);
  const aborting = useRef<AbortController | null>(null);
  const change = (next: PlanDraft) => {
    setDraft(next);
    setErrors((known) => (known.length === 0 ? known : planErrors(next, currency)));
    show(null);
  };
  const show = (next: ImportPreview | null) => {
    setPreview(next);
    onChecked(next !== null);
  };
  const reread = async (format: PlanDraft['format']) => {
    const search = new URLSearchParams({ ...format, hasHeader: String(format.hasHeader) });
    try {
      const { sample: next } = await fetchImport(importId, search, new AbortController().signal);
      if (next === null) return;
      setSample(next);
      change({ ...draft, format: next.format, mapping: next.mapping });
    } catch (error) {
      setFailure(problemOf(error instanceof Error ? error : new Error(String(error))).detail);
    }
  };
  const check = async () => {
    const found = planErrors(draft, currency);
    setErrors(found);
    setFailure(null);
    if (found.length > 0) return;
    aborting.current = new AbortController();
    setWork('checking');
    const answer = await previewImport(importId, planOf(draft, currency), aborting.current.signal);
    setWork('none');
    if (answer.ok) show(answer.value);
    else if (!aborting.current.signal.aborted) setFailure(answer.error.detail);
  };
  const start = async () => {
    setWork('starting');
    const started = await startImport(importId, planOf(draft, currency));
    setWork('none');
    if (started.ok) onStarted(started.value);
    else setFailure(started.error.detail);
  };
  const drop = () => {
    aborting.current?.abort();
    // Nobody waits for the answer: a file that stays is one that was never started.
    void cancelImport(importId);
    onDrop();
  };
  return (
    <div className="flex flex-col gap-4">
      {failure === null ? null : (
        <Notice tone="danger" isAlert>
          {failure}
        </Notice>
      )}
      {preview === null ? (
        <>
          <FormatCard file={uploaded.import} format={draft.format} onChange={(format) => void reread(format)} />
          <ColumnsCard
            sample={sample}
            mapping={draft.mapping}
            errors={errors}
            onChange={(mapping) => change({ ...draft, mapping })}
          />
          <DefaultsCard draft={draft} errors={errors} onChange={change} />
        </>
      ) : (
        <PreviewCard preview={preview} />
      )}
      <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-bg py-3 max-md:bottom-14">
        {work === 'checking' ? <span className="me-auto text-ink-2">{t('catalog.checking')}</span> : null}
        <Button variant="quiet" onClick={drop}>
          {t('ui.cancel')}
        </Button>
        {preview === null ? (
          <Button variant="primary" isPending={work === 'checking'} onClick={() => void check()}>
            {t('catalog.checkFile')}
          </Button>
        ) : (
          <>
            <Button onClick={() => show(null)}>{t('catalog.backToColumns')}</Button>
            <StartButton preview={preview} isPending={work === 'starting'} onStart={() => void start()} />
          </>
        )}
      </div>
    </div>
  );
}

function StartButton({
  preview,
  isPending,
  onStart,
}: {
  preview: ImportPreview;
  isPending: boolean;
  onStart: () => void;
}) {
  const count = preview.createdCount + preview.updatedCount;
  if (count === 0) return <p className="text-ink-2">{t('catalog.nothingToImport')}</p>;
  return (
    <Button variant="primary" isPending={isPending} onClick={onStart}>
      {t('catalog.startImport', { count })}
    </Button>
  );
}
