import type { ImportDetail } from '@mosaajii/contract';
import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, classes, Notice, Progress } from '../../../platform/ui/index.ts';
import { uploadImport } from '../catalog-api.ts';
import { useCan } from '../use-shop.ts';

/** The place where a file is dropped or chosen. */
export function UploadStep({ onUploaded }: { readonly onUploaded: (detail: ImportDetail) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [fileName, setFileName] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const aborting = useRef<AbortController | null>(null);
  const canImport = useCan('catalog.import');
  const upload = async (file: File | undefined) => {
    if (file === undefined) return;
    if (!canImport) return setError(t('catalog.notAllowed'));
    aborting.current = new AbortController();
    setError(null);
    setFileName(file.name);
    const uploaded = await uploadImport(file, aborting.current.signal);
    setFileName(null);
    if (uploaded.ok) onUploaded(uploaded.value);
    else if (!aborting.current.signal.aborted) setError(t('catalog.uploadFailed', { detail: uploaded.error.detail }));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void upload(event.dataTransfer.files[0]);
  };
  return (
    <div className="flex flex-col gap-3">
      {error === null ? null : (
        <Notice tone="danger" isAlert>
          {error}
        </Notice>
      )}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={classes(
          'flex flex-col items-center gap-3 rounded-card border-2 border-dashed px-6 py-14 text-center',
          isOver ? 'border-brand bg-brand-tint' : 'border-line-strong bg-surface',
        )}
      >
        <FileUp aria-hidden className="size-8 text-ink-3" strokeWidth={1.5} />
        <h2 className="text-md font-semibold">
          {fileName === null ? t('catalog.dropTitle') : t('catalog.uploading', { file: fileName })}
        </h2>
        <p className="max-w-md text-ink-2">{t('catalog.dropText')}</p>
        <input
          ref={picker}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          aria-label={t('catalog.chooseFile')}
          tabIndex={-1}
          className="visually-hidden"
          onChange={(event) => {
            void upload(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        {fileName === null ? (
          <Button variant="primary" size="lg" onClick={() => picker.current?.click()}>
            {t('catalog.chooseFile')}
          </Button>
        ) : (
          <>
            <Progress label={t('catalog.uploading', { file: fileName })} className="w-full max-w-sm" />
            <Button onClick={() => aborting.current?.abort()}>{t('ui.cancel')}</Button>
          </>
        )}
      </div>
    </div>
  );
}
