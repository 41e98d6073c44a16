-- wrk's script: sends the Authorization headers of the first file named in its arguments, one after the other, posts the
-- form in the second, and prints what came of it. A dash stands for no file. A header may stand behind a path of its own.
local requests = {}
local next = 0

function init(arguments)
    local lines = {}
    if arguments[2] ~= "-" then
        wrk.method = "POST"
        wrk.body = io.open(arguments[2]):read("*a")
        wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
    end
    if arguments[1] ~= "-" then
        for line in io.lines(arguments[1]) do
            lines[#lines + 1] = line
        end
    end
    if #lines < 2 then
        -- Made once by wrk itself, which then asks this script nothing more.
        wrk.headers["Authorization"] = lines[1]
        request = nil
        return
    end
    for _, line in ipairs(lines) do
        local path, header = line:match("^(/%S+) (.*)$")
        wrk.headers["Authorization"] = header or line
        requests[#requests + 1] = wrk.format(nil, path)
    end
    math.randomseed(tonumber(tostring({}):sub(8)) or os.time())
    next = math.random(#requests)
end

function request()
    next = next % #requests + 1
    return requests[next]
end

function done(summary, latency, _)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"not_2xx":%d,"broken":%d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
