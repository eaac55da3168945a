// The smallest files of each kind, as data URLs and as the API gets them.
const files = {
    png: ['image/png',
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='],
    gif: ['image/gif', 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'],
    webp: ['image/webp', 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=='],
    jpeg: ['image/jpeg', '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////'
        + '////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA='],
    pdf: ['application/pdf', Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'
        + '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
        + '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n'
        + 'trailer<</Root 1 0 R>>\n%%EOF\n').toString('base64')],
};

const pictureOf = ([mediaType, data]) => ({data, url: `data:${mediaType};base64,${data}`,
    source: {type: 'base64', media_type: mediaType, data}});

// {png: {data, url, source}, …}
export const pictures = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, pictureOf(file)]));

// Bytes that begin like a PNG, `size` of them, as base64. No two alike.
export function largePicture(size)
{
    const bytes = Buffer.alloc(size, Math.random().toString());
    Buffer.from(files.png[1], 'base64').copy(bytes);
    return bytes.toString('base64');
}
