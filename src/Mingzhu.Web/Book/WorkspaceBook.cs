using Mingzhu.Store;
namespace Mingzhu.Web.Book;
