// What mail clients make of a mail, by caniemail's data: one JSON object
//   {unsupported: {feature: [client]}, support: {feature: share of the clients that show it, a part of it counted half}}
// node client_support.mjs FOLDER_OF_CANIEMAIL mail.html
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , folder, file] = process.argv;
const entry = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).exports['.'].default;
const { caniemail, getAllFeatures, rawData } = await import(pathToFileURL(join(folder, entry)).href);
const html = readFileSync(file, 'utf8');
const clients = ['gmail.*', 'apple-mail.*', 'outlook.*', 'yahoo.*', 'samsung-email.*', 'thunderbird.macos'];

const unsupported = {};
for (const [client, list] of caniemail({ clients, html }).issues.errors)
  for (const { title } of new Set(list)) (unsupported[title] ??= []).push(client);

// caniemail tells what a client lacks, and nothing else: a client that lacks everything tells what the mail uses.
const known = rawData.data.map(({ title, stats }) => [title, structuredClone(stats)]);
for (const { stats } of rawData.data) stats.thunderbird = { ...stats.thunderbird, macos: { 9999: 'n' } };
const used = new Set();
for (const list of caniemail({ clients: ['thunderbird.macos'], html }).issues.errors.values())
  for (const { title } of list) used.add(title);
rawData.data.forEach((feature, at) => (feature.stats = known[at][1]));

const families = clients.map((name) => name.split('.'));
const names = [...new Set(rawData.data.flatMap(({ stats }) =>
  families.flatMap(([family, platform]) =>
    Object.keys(stats[family] ?? {}).filter((one) => platform === '*' || one === platform).map((one) => `${family}.${one}`))))];
const points = { full: 1, partial: 0.5, none: 0 };
const sums = {};
const { supported, unsupported: lacking } = getAllFeatures(names);
for (const map of [supported, lacking])
  for (const list of map.values())
    for (const { title, support } of list) if (used.has(title)) (sums[title] ??= []).push(points[support] ?? 0);
const support = Object.fromEntries(
  Object.entries(sums).map(([title, all]) => [title, all.reduce((sum, one) => sum + one, 0) / all.length]));
process.stdout.write(JSON.stringify({ unsupported, support }));
