// Reads Prometheus' text format, strictly, and fails on what Prometheus would not take.
import assert from 'node:assert/strict';

const labelPattern = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/gy;

function labelsOf(text)
{
    const labels = {};
    let read = 0;
    for (const match of text.matchAll(labelPattern)) {
        assert.ok(!(match[1] in labels), `${match[1]} twice in ${text}`);
        labels[match[1]] = match[2];
        read += match[0].length;
    }
    assert.equal(read, text.length, `labels: ${text}`);
    return labels;
}

function checkHistogram(name, samples)
{
    const buckets = samples.filter(sample => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({labels}) => labels.le === '+Inf' ? Infinity : Number(labels.le));
    assert.deepEqual(bounds, [...bounds].sort((a, b) => a - b), `bounds of ${name}`);
    assert.equal(bounds.at(-1), Infinity);
    const counts = buckets.map(({value}) => value);
    assert.deepEqual(counts, [...counts].sort((a, b) => a - b), `counts of ${name}`);
    assert.equal(samples.find(sample => sample.name === `${name}_count`).value, counts.at(-1));
    assert.equal(samples.filter(sample => sample.name === `${name}_sum`).length, 1);
}

// {families: Map of name to {type, help, samples: [{name, labels, value}]}, value(name, labels), sum(name, labels)}
export function parseMetrics(text)
{
    assert.ok(text.endsWith('\n'));
    const families = new Map();
    let family;
    let help;
    const seen = new Set();
    for (const line of text.slice(0, -1).split('\n')) {
        const [, kind, name, rest] = line.match(/^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/) ?? [];
        if (kind === 'HELP') {
            assert.ok(!families.has(name), `${name} twice`);
            help = {name, rest};
        } else if (kind === 'TYPE') {
            assert.equal(help.name, name);
            assert.match(rest, /^(counter|gauge|histogram)$/);
            assert.equal(name.endsWith('_total'), rest === 'counter', `${name} is a ${rest}`);
            families.set(name, family = {name, type: rest, help: help.rest, samples: []});
        } else {
            const match = line.match(/^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?[0-9.e+-]+|NaN|[+-]Inf)$/);
            assert.ok(match, `line: ${line}`);
            const key = line.slice(0, line.lastIndexOf(' '));
            assert.ok(!seen.has(key), `${key} twice`);
            seen.add(key);
            const base = family.type === 'histogram' ? match[1].replace(/_(bucket|sum|count)$/, '') : match[1];
            assert.equal(base, family.name, line);
            family.samples.push({name: match[1], labels: labelsOf(match[2] ?? ''), value: Number(match[3])});
        }
    }
    for (const {name, type, samples} of families.values()) {
        if (type === 'histogram')
            checkHistogram(name, samples);
    }
    const matching = (name, labels) => (families.get(name.replace(/_(bucket|sum|count)$/, ''))
        ?? families.get(name))?.samples.filter(sample => sample.name === name
        && Object.entries(labels).every(([key, value]) => sample.labels[key] === String(value))) ?? [];
    const sum = (name, labels = {}) => matching(name, labels).reduce((total, {value}) => total + value, 0);
    return {families, sum};
}

export async function readMetrics(relay)
{
    const response = await fetch(relay.baseUrl.replace(/\/v1$/, '/metrics'));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    return parseMetrics(await response.text());
}
