import type { LogoDots } from '@mosaajii/contract/receipts';
import type { StoredBitmap } from '@mosaajii/domain/paper';
import { ImageUp, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Notice } from '../../platform/ui/index.ts';

/** The shop's logo: chosen as a picture, kept as the dots that a printer burns. */
export function LogoField({
  logo,
  isReadOnly,
  onChange,
}: {
  readonly logo: StoredBitmap | null;
  readonly isReadOnly: boolean;
  readonly onChange: (logo: StoredBitmap | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const upload = async (file: File) => {
    setPending(true);
    const body = new FormData();
    body.append('logo', file);
    const answer = await api.post<LogoDots>('/settings/receipts/logo', { body });
    setPending(false);
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) onChange(answer.value.logo);
  };
  if (isReadOnly) return null;
  return (
    <div className="flex flex-col items-start gap-2">
      <span className="font-medium">{t('printing.logo')}</span>
      <div className="flex flex-wrap gap-2">
        <Button
          isPending={isPending}
          icon={<ImageUp aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => input.current?.click()}
        >
          {logo === null ? t('printing.logoChoose') : t('printing.logoChange')}
        </Button>
        {logo === null ? null : (
          <Button
            variant="quiet"
            icon={<Trash2 aria-hidden className="size-4" strokeWidth={1.75} />}
            onClick={() => onChange(null)}
          >
            {t('printing.logoRemove')}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        aria-label={t('printing.logo')}
        className="hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) void upload(file);
        }}
      />
      <p className="text-sm text-ink-3">{t('printing.logoHint')}</p>
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {`${problem.title}. ${problem.detail ?? problem.action}`}
        </Notice>
      )}
    </div>
  );
}
