import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import {
  areSoundsOn,
  type SignalTone,
  setSounds,
  setSoundVolume,
  signal,
  soundVolume,
} from '../../../platform/scanner/index.ts';
import { Button, Card, Field, Switch } from '../../../platform/ui/index.ts';

const TONES: readonly {
  readonly tone: SignalTone;
  readonly label: 'hardware.soundOk' | 'hardware.soundFail' | 'hardware.soundDone' | 'hardware.soundAttention';
}[] = [
  { tone: 'scan-ok', label: 'hardware.soundOk' },
  { tone: 'scan-fail', label: 'hardware.soundFail' },
  { tone: 'sale-done', label: 'hardware.soundDone' },
  { tone: 'attention', label: 'hardware.soundAttention' },
];

/** The tones of this device: on or off, how loud, and what each one sounds like. */
export function SoundsCard() {
  const [isOn, setOn] = useState(areSoundsOn);
  const [volume, setVolume] = useState(soundVolume);
  const turn = (next: boolean) => {
    setSounds(next);
    setOn(next);
    signal('attention');
  };
  const choose = (next: number) => {
    setSoundVolume(next);
    setVolume(next);
  };
  return (
    <Card title={t('hardware.soundsTitle')}>
      <div className="flex flex-col gap-4 p-4 pt-2">
        <Switch isOn={isOn} onChange={turn}>
          {t('hardware.sounds')}
        </Switch>
        {isOn ? (
          <>
            <Field label={t('hardware.volume')}>
              <VolumeSlider value={volume} onChange={choose} />
            </Field>
            <div className="flex flex-wrap gap-2">
              {TONES.map(({ tone, label }) => (
                <Button key={tone} onClick={() => signal(tone)}>
                  {t('hardware.hear')}: {t(label)}
                </Button>
              ))}
            </div>
          </>
        ) : null}
      </div>
    </Card>
  );
}

function VolumeSlider({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) {
  return (
    <input
      type="range"
      aria-label={t('hardware.volume')}
      min={1}
      max={10}
      step={1}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      onPointerUp={() => signal('scan-ok')}
      className="min-h-11 w-full max-w-80 accent-brand"
    />
  );
}
