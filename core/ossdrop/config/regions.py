"""The regions of OSS, their names and hosts.

Source: https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints. The list helps
people choose; other regions may always be typed.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import could_be_secret, shown

_REGION = re.compile(r"^[a-z]{2,4}(?:-[a-z0-9]+)+$")


@dataclass(frozen=True)
class Region:
    """A region: its id and its names as the console shows them."""

    id: str
    english: str
    chinese: str


def _regions(prefix: str, text: str) -> list[Region]:
    entries = (line.split("|") for line in text.strip().splitlines())
    return [Region(prefix + e[0].strip(), e[1].strip(), e[2].strip()) for e in entries]


REGIONS: tuple[Region, ...] = (
    *_regions(
        "cn-",
        """hangzhou | China (Hangzhou) | 华东1（杭州）
        shanghai | China (Shanghai) | 华东2（上海）
        nanjing | China (Nanjing) | 华东5（南京）
        fuzhou | China (Fuzhou) | 华东6（福州）
        wuhan-lr | China (Wuhan) | 华中1（武汉）
        qingdao | China (Qingdao) | 华北1（青岛）
        beijing | China (Beijing) | 华北2（北京）
        zhangjiakou | China (Zhangjiakou) | 华北3（张家口）
        huhehaote | China (Hohhot) | 华北5（呼和浩特）
        wulanchabu | China (Ulanqab) | 华北6（乌兰察布）
        shenzhen | China (Shenzhen) | 华南1（深圳）
        heyuan | China (Heyuan) | 华南2（河源）
        guangzhou | China (Guangzhou) | 华南3（广州）
        chengdu | China (Chengdu) | 西南1（成都）
        zhongwei | China (Zhongwei) | 西北2（中卫）
        hongkong | China (Hong Kong) | 中国香港""",
    ),
    *_regions(
        "",
        """ap-northeast-1 | Japan (Tokyo) | 日本（东京）
        ap-northeast-2 | South Korea (Seoul) | 韩国（首尔）
        ap-southeast-1 | Singapore | 新加坡
        ap-southeast-3 | Malaysia (Kuala Lumpur) | 马来西亚（吉隆坡）
        ap-southeast-5 | Indonesia (Jakarta) | 印度尼西亚（雅加达）
        ap-southeast-6 | Philippines (Manila) | 菲律宾（马尼拉）
        ap-southeast-7 | Thailand (Bangkok) | 泰国（曼谷）
        ap-southeast-8 | Malaysia (Johor) | 马来西亚（柔佛）
        eu-central-1 | Germany (Frankfurt) | 德国（法兰克福）
        eu-west-1 | UK (London) | 英国（伦敦）
        eu-west-2 | France (Paris) | 法国（巴黎）
        us-west-1 | US (Silicon Valley) | 美国（硅谷）
        us-east-1 | US (Virginia) | 美国（弗吉尼亚）
        na-south-1 | Mexico | 墨西哥
        me-east-1 | UAE (Dubai) | 阿联酋（迪拜）
        me-central-1 | SAU (Riyadh) | 沙特（利雅得）""",
    ),
)
_IRREGULAR_HOSTS = {
    "cn-hangzhou-finance": "oss-cn-hzfinance",
    "cn-shanghai-finance-1": "oss-cn-shanghai-finance-1-pub",
    "cn-shenzhen-finance-1": "oss-cn-szfinance",
    "cn-beijing-finance-1": "oss-cn-beijing-finance-1-pub",
}

_OF_IRREGULAR = {host: region for region, host in _IRREGULAR_HOSTS.items()}


def normalise_region(text: str) -> str:
    """The region id in `text`, a leading `oss-` taken off; raises REGION_INVALID."""
    region = text.strip().lower().removeprefix("oss-").removesuffix(".aliyuncs.com")
    region = region.removesuffix("-internal")
    region = _OF_IRREGULAR.get(f"oss-{region}", region)
    if not _REGION.match(region) or could_be_secret(region):
        raise OssDropError(ErrorCode.REGION_INVALID, shown(text.strip()))
    return region


def service_host(region: str) -> str:
    """The public host of a region."""
    return f"{_IRREGULAR_HOSTS.get(region, f'oss-{region}')}.aliyuncs.com"


def region_of_host(host: str) -> str:
    """The region that a host of the service belongs to, as signatures name it."""
    name = host.removesuffix(".aliyuncs.com").removesuffix("-internal")
    for region, irregular in _IRREGULAR_HOSTS.items():
        if irregular == name:
            return region
    return name.removeprefix("oss-")


def is_other_region(endpoint: str, region: str) -> bool:
    """Whether an endpoint is the service's own host of another region: signatures would not fit."""
    host = endpoint.strip().lower().rpartition("//")[2].partition("/")[0].partition(":")[0]
    meant = region_of_host(host)
    if not host.endswith(".aliyuncs.com") or find_region(meant) is None:
        return False
    try:
        return normalise_region(region) != meant
    except OssDropError:  # there is none, or what is none: that is said by itself
        return False


def find_region(region_id: str) -> Region | None:
    """The listed region of this id."""
    return next((region for region in REGIONS if region.id == region_id), None)


def nearest_region(region_id: str) -> str:
    """The listed region that a misspelt id most likely means; "" for a listed id, or for none."""
    ids = [region.id for region in REGIONS]
    if region_id in ids or region_id in _IRREGULAR_HOSTS:
        return ""
    like = difflib.get_close_matches(region_id, ids, n=1)
    return like[0] if like else ""
