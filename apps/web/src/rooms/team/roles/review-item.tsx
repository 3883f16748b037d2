import type { Review, ReviewDecision, ReviewMark } from '@mosaajii/contract/reviews';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Chip, Field, SegmentedControl, TextInput } from '../../../platform/ui/index.ts';
import { roleName } from './words.ts';

interface Props {
  readonly item: Review['items'][number];
  readonly isOpen: boolean;
  /** Answers whether it was taken. */
  readonly onMark: (mark: ReviewMark) => Promise<boolean>;
}

const DECISIONS = {
  keep: 'team.reviewKeep',
  change: 'team.reviewChange',
  remove: 'team.reviewRemove',
} as const;

/** One person of a review: what they had, and what is decided about it. */
export function ReviewItem({ item, isOpen, onMark }: Props) {
  const { decision } = item;
  return (
    <li className="flex flex-col gap-2 border-t border-line py-3 sm:flex-row sm:items-start sm:gap-4">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{item.displayName}</p>
        <p className="text-sm text-ink-2">
          {[
            item.roles.map(roleName).join(', '),
            t('team.reviewPermissions', { count: item.permissions.length }),
            ...(item.state === 'active' ? [] : [t('team.reviewNotActive')]),
          ].join(' · ')}
        </p>
      </div>
      {isOpen ? (
        <Decide item={item} onMark={onMark} />
      ) : (
        <p className="flex flex-wrap items-center gap-2 sm:flex-1">
          <Chip tone={decision === 'keep' ? 'success' : 'warning'}>
            {decision === null ? '–' : t(DECISIONS[decision])}
          </Chip>
          <span className="text-sm">{item.note}</span>
        </p>
      )}
    </li>
  );
}

/** "Keep" is taken at once; the others want a sentence first. */
function Decide({ item, onMark }: Omit<Props, 'isOpen'>) {
  const [draft, setDraft] = useState<ReviewDecision | null>(null);
  const [note, setNote] = useState(item.note);
  const [isMissing, setMissing] = useState(false);
  const shown = draft ?? item.decision;
  const choose = (decision: ReviewDecision) => {
    setMissing(false);
    if (decision !== 'keep') return setDraft(decision);
    setDraft(null);
    setNote('');
    void onMark({ decision, note: '' });
  };
  const save = async () => {
    if (draft === null) return;
    if (note.trim() === '') return setMissing(true);
    if (await onMark({ decision: draft, note: note.trim() })) setDraft(null);
  };
  return (
    <div className="flex flex-col gap-2 sm:flex-1">
      <SegmentedControl<ReviewDecision | ''>
        label={t('team.reviewAbout', { name: item.displayName })}
        value={shown ?? ''}
        options={(['keep', 'change', 'remove'] as const).map((value) => ({ value, label: t(DECISIONS[value]) }))}
        onChange={(value) => {
          if (value !== '') choose(value);
        }}
      />
      {draft === null ? (
        <p className="text-sm text-ink-2">{item.note}</p>
      ) : (
        <div className="flex flex-wrap items-end gap-2">
          <Field
            label={t('team.reviewNote')}
            className="flex-1"
            {...(isMissing ? { error: t('team.reviewNoteMissing') } : {})}
          >
            <TextInput maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
          <Button onClick={() => void save()}>{t('team.personSave')}</Button>
        </div>
      )}
    </div>
  );
}
