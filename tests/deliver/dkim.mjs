// What a receiver finds of DKIM, SPF and DMARC: one JSON object {dkim, signed, spf, dmarc}.
// node dkim.mjs FOLDER_OF_MAILAUTH records.json message.eml   (records: {name: TXT}, the only DNS there is)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , folder, records, file] = process.argv;
const { authenticate } = createRequire(import.meta.url)(folder);
const texts = JSON.parse(readFileSync(records, 'utf8'));
const resolver = async (name, type) => {
  if (type === 'TXT' && name in texts) return [[texts[name]]];
  throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENOTFOUND' });
};
const found = await authenticate(readFileSync(file), {
  ip: '127.0.0.1', helo: 'mx.kawaraban.example', mta: 'mx.kakuu.example', sender: 'news+x@kawaraban.example', resolver,
  disableBimi: true, disableArc: true,
});
const [first] = found.dkim.results;
process.stdout.write(JSON.stringify({
  dkim: first?.status?.result ?? 'none',
  signed: (first?.signingHeaders?.keys ?? '').toLowerCase().split(':').map((name) => name.trim()),
  spf: found.spf?.status?.result ?? 'none',
  dmarc: found.dmarc?.status?.result ?? 'none',
}));
