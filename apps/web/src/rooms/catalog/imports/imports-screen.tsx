import type { ImportDetail, ImportSummary } from '@mosaajii/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { PageHeader } from '../../../platform/ui/index.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportResult } from './import-result.tsx';
import { PastImports } from './past-imports.tsx';
import { PlanStep } from './plan-step.tsx';
import { StepMarks } from './step-marks.tsx';
import { UploadStep } from './upload-step.tsx';
import { isUnderWay, useImports } from './use-imports.ts';

/** From a file to products: drop, say what is what, see what would happen, run, look at what was left out. */
export function ImportsScreen() {
  const queries = useQueryClient();
  const imports = useImports();
  const [uploaded, setUploaded] = useState<ImportDetail | null>(null);
  const [startedId, setStartedId] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const started = imports.data?.find((summary) => summary.importId === startedId) ?? imports.running;
  const reset = () => {
    setUploaded(null);
    setStartedId(null);
    setChecked(false);
  };
  const onStarted = async (summary: ImportSummary) => {
    setStartedId(summary.importId);
    setUploaded(null);
    await queries.invalidateQueries({ queryKey: ['imports'] });
  };
  const step = started !== undefined ? 3 : uploaded === null ? 0 : isChecked ? 2 : 1;
  return (
    <>
      <PageHeader
        title={t('catalog.imports')}
        meta={t('catalog.importsMeta')}
        back={{ href: '/products', label: t('catalog.products') }}
      />
      <StepMarks current={step} />
      {started !== undefined && uploaded === null ? (
        isUnderWay(started.state) ? (
          <ImportProgress summary={started} />
        ) : (
          <ImportResult summary={started} onAgain={reset} />
        )
      ) : uploaded === null ? (
        <UploadStep onUploaded={setUploaded} />
      ) : (
        <PlanStep
          key={uploaded.import.importId}
          uploaded={uploaded}
          onChecked={setChecked}
          onStarted={(summary) => void onStarted(summary)}
          onDrop={reset}
        />
      )}
      <PastImports query={imports} />
    </>
  );
}
